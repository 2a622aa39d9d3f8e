Running models: what is said when it cannot be. Figures are measured by tests/timer.

== a model is needed
! flopcount: error: MODEL is needed
! flopcount: note: try 'flopcount time --help'
$ flopcount time
2> flopcount: error: MODEL is needed
2> flopcount: note: try 'flopcount time --help'
= 2
