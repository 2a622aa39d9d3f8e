Running models: what is said when it cannot be. Figures are measured by tests/timer.

== a model is needed
$ flopcount time
! flopcount: error: MODEL is needed
! flopcount: note: try 'flopcount time --help'
= 2
