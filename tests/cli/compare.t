Models side by side: rows, the user's table, conventions.

== a row per model
$ flopcount compare fixtures/onnx/resnet18.onnx fixtures/onnx/case-conv.onnx fixtures/onnx/case-matmul-symbolic.onnx
> model                 input        params (M)   MACs (G)  FLOPs (G)     access      peak      file
> ──────────────────────────────────────────────────────────────────────────────────────────────────
> resnet18              1x3x224x224       11.69       1.81       1.82    112 MiB  6.13 MiB  23.8 KiB
> case-conv             1x2x8x8        0.000072  0.0000046  0.0000046   1.78 KiB  1.50 KiB     433 B
> case-matmul-symbolic  Nx8            0.000024       24*N       24*N  44*N + 96      44*N     206 B
>
> FLOPs as paper counts them

== sorted and cut
$ flopcount compare --sort macs --top 1 fixtures/onnx/case-conv.onnx fixtures/onnx/resnet18.onnx
> model     input        params (M)  MACs (G)  FLOPs (G)   access      peak      file
> ───────────────────────────────────────────────────────────────────────────────────
> resnet18  1x3x224x224       11.69      1.81       1.82  112 MiB  6.13 MiB  23.8 KiB
> 1 more
>
> FLOPs as paper counts them

== exact figures
$ flopcount compare -f csv --columns model,params,macs,status fixtures/onnx/resnet18.onnx fixtures/onnx/case-matmul-symbolic.onnx
> model,params,macs,status
> resnet18,11689512,1814073344,complete
> case-matmul-symbolic,24,24*N,complete

== as JSON
$ flopcount compare -f json --columns macs,model fixtures/onnx/case-conv.onnx
> {
>   "schema": "flopcount.compare/1",
>   "tool": {"name": "flopcount", "version": "0.1.0"},
>   "convention": "paper",
>   "models": [
>     {"macs": 4608, "model": "case-conv"}
>   ]
> }

== as Markdown
$ flopcount compare -f md --columns model,macs fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv1d.onnx
> | model | MACs (G) |
> | --- | ---: |
> | case-conv | 0.0000046 |
> | case-conv1d | 0.00000019 |

== a table of the user's
Its row gives the input; a name that no model has is of no matter.
$ printf 'name,input,acc,"by, whom"\ncase-matmul-symbolic,x=4x8,91.5,"a ""b"""\nnobody,,1,\n' >t.csv; flopcount compare --meta t.csv -f csv fixtures/onnx/case-matmul-symbolic.onnx fixtures/onnx/case-conv.onnx | cut -d, -f1,6-8,17-
> model,input,params,macs,acc,"by, whom"
> case-matmul-symbolic,4x8,24,96,91.5,"a ""b"""
> case-conv,1x2x8x8,72,4608,,

== the command line goes before the table
$ printf 'name,input\ncase-matmul-symbolic,x=4x8\n' >t.csv; flopcount compare -i x=2x8 --meta t.csv --columns model,input,macs fixtures/onnx/case-matmul-symbolic.onnx
> model                 input     MACs (G)
> ────────────────────────────────────────
> case-matmul-symbolic  2x8    0.000000048
>
> FLOPs as paper counts them

== tables that are wrong
$ printf 'name,a\nx\n' >t.csv; flopcount compare --meta t.csv fixtures/onnx/case-conv.onnx
$ printf 'a,b\nx,y\n' >t.csv; flopcount compare --meta t.csv fixtures/onnx/case-conv.onnx
$ printf 'name,b,b\n' >t.csv; flopcount compare --meta t.csv fixtures/onnx/case-conv.onnx
$ printf 'name\n"x' >t.csv; flopcount compare --meta t.csv fixtures/onnx/case-conv.onnx
$ flopcount compare --meta none.csv fixtures/onnx/case-conv.onnx
2> flopcount: error: t.csv:2: not as many fields as the header has
2> flopcount: error: t.csv:1: no column is called 'name'
2> flopcount: error: t.csv:1: two columns of the same name
2> flopcount: error: t.csv:2: a quote is not closed
2> flopcount: error: cannot read 'none.csv': No such file or directory
= 2

== a column that is not there
$ flopcount compare --sort maks fixtures/onnx/case-conv.onnx
2> flopcount: error: unknown column 'maks'; did you mean 'macs'?
= 2

== a model that is not there keeps its place
$ flopcount compare -f csv --columns model,status,macs fixtures/onnx/case-conv.onnx none.onnx
> model,status,macs
> case-conv,complete,4608
> none,failed,
2> none.onnx: error: cannot open 'none.onnx': No such file or directory [FC-E101]
= 3

== endings tell files of one name apart
$ cp fixtures/onnx/case-conv.onnx a.onnx; cp a.onnx a.pt; flopcount compare --columns model,macs a.onnx a.pt
> model    MACs (G)
> ─────────────────
> a.onnx  0.0000046
> a.pt    0.0000046
>
> FLOPs as paper counts them

== conventions
$ flopcount compare --conventions fixtures/onnx/case-conv-bias.onnx
$ flopcount compare --conventions -f csv fixtures/onnx/case-conv-bias.onnx
$ flopcount compare --conventions -f json fixtures/onnx/case-conv-bias.onnx
> fixtures/onnx/case-conv-bias.onnx
>
> FLOPs                     fvcore  hardware   paper  ptflops    thop   torch
> Conv                      4.61 k    9.47 k  4.86 k   4.86 k  4.61 k  9.22 k
> total                     4.61 k    9.47 k  4.86 k   4.86 k  4.61 k  9.22 k
>
> fvcore     as fvcore: multiply-adds as one, no bias; batch norm 2, other norms 5 per element
> hardware   every operation one, a multiply-add two
> paper      multiply-adds as one, and one per use of every other parameter
> ptflops    as ptflops at first: convolution with bias, linear without, norms, ReLUs, pools
> thop       as thop: multiply-adds as one, no bias; norms 4 per element, average pools, resizing
> torch      as torch.utils.flop_counter: two per multiply-add, nothing else
> model,op,fvcore,hardware,paper,ptflops,thop,torch
> fixtures/onnx/case-conv-bias.onnx,Conv,4608,9472,4864,4864,4608,9216
> fixtures/onnx/case-conv-bias.onnx,total,4608,9472,4864,4864,4608,9216
2> flopcount: error: no 'json' with --conventions
= 2

== no model
$ flopcount compare
2> flopcount: error: MODEL is needed
2> flopcount: note: try 'flopcount compare --help'
= 2

== two tables at once
$ flopcount compare --time --conventions fixtures/onnx/case-conv.onnx
2> flopcount: error: --time and --conventions make two tables
2> flopcount: note: try 'flopcount compare --help'
= 2

== strict: what is incomplete is said, in its row as well
$ flopcount compare -q --strict fixtures/onnx/case-conv.onnx fixtures/onnx/sem-unknown-op.onnx
> model           input    params (M)     MACs (G)    FLOPs (G)    access      peak   file  status
> ──────────────────────────────────────────────────────────────────────────────────────────────────
> case-conv       1x2x8x8    0.000072    0.0000046    0.0000046  1.78 KiB  1.50 KiB  433 B  complete
> sem-unknown-op  4x8        0.000024  0.000000096  0.000000096     272 B     176 B  272 B  partial
>
> FLOPs as paper counts them
2> flopcount: error: 'fixtures/onnx/sem-unknown-op.onnx' is incomplete
= 4

== the user's table from standard input, with a mark, carriage returns and empty lines
$ printf '\357\273\277name,acc\r\n\r\ncase-conv,91.5\r\n\ncase-conv1d,\r\n' | flopcount compare --meta - -f csv --columns model,acc fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv1d.onnx
> model,acc
> case-conv,91.5
> case-conv1d,

== rows of the user's table go by file names, with or without their ending
$ printf 'name,n\ncase-conv.onnx,1\nfixtures,2\n' >t.csv; flopcount compare --meta t.csv -f csv --columns model,n fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv1d.onnx
> model,n
> case-conv,1
> case-conv1d,

== sorted by texts and numbers of the user's, the unknown last
$ printf 'name,acc,by\ncase-conv,9,b\ncase-conv1d,10,a\ncase-gelu,,\n' >t.csv; for k in acc by model; do flopcount compare --meta t.csv -f csv --columns model --sort $k fixtures/onnx/case-gelu.onnx fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv1d.onnx; done
> model
> case-conv1d
> case-conv
> case-gelu
> model
> case-conv1d
> case-conv
> case-gelu
> model
> case-conv
> case-conv1d
> case-gelu

== as JSON: numbers as numbers, formulas as text, unknown as null, the user's apart
$ printf 'name,acc,by,x^2\ncase-conv,9.5,me,2\nsem-unknown-op,,,x\n' >t.csv; flopcount compare -q --meta t.csv -f json fixtures/onnx/case-conv.onnx fixtures/onnx/case-matmul-symbolic.onnx fixtures/onnx/sem-unknown-op.onnx none.onnx 2>/dev/null
> {
>   "schema": "flopcount.compare/1",
>   "tool": {"name": "flopcount", "version": "0.1.0"},
>   "convention": "paper",
>   "models": [
>     {"model": "case-conv", "path": "fixtures/onnx/case-conv.onnx", "format": "onnx", "convention": "paper", "status": "complete", "input": "1x2x8x8", "params": 72, "macs": 4608, "flops": 4608, "access_bytes": 1824, "access_elements": 456, "peak_activation_bytes": 1536, "weight_bytes": 288, "file_bytes": 433, "nodes": 1, "uncounted_nodes": 0, "meta": {"acc": 9.5, "by": "me", "x^2": 2}},
>     {"model": "case-matmul-symbolic", "path": "fixtures/onnx/case-matmul-symbolic.onnx", "format": "onnx", "convention": "paper", "status": "complete", "input": "Nx8", "params": 24, "macs": "24*N", "flops": "24*N", "access_bytes": "44*N + 96", "access_elements": "11*N + 24", "peak_activation_bytes": "44*N", "weight_bytes": 96, "file_bytes": 206, "nodes": 1, "uncounted_nodes": 0, "meta": {"acc": null, "by": null, "x^2": null}},
>     {"model": "sem-unknown-op", "path": "fixtures/onnx/sem-unknown-op.onnx", "format": "onnx", "convention": "paper", "status": "partial", "input": "4x8", "params": 24, "macs": 96, "flops": 96, "access_bytes": 272, "access_elements": 68, "peak_activation_bytes": 176, "weight_bytes": 96, "file_bytes": 272, "nodes": 3, "uncounted_nodes": 1, "meta": {"acc": null, "by": null, "x^2": "x"}},
>     {"model": "none", "path": "none.onnx", "format": null, "convention": "paper", "status": "failed", "input": null, "params": null, "macs": null, "flops": null, "access_bytes": null, "access_elements": null, "peak_activation_bytes": null, "weight_bytes": null, "file_bytes": null, "nodes": null, "uncounted_nodes": null, "meta": {"acc": null, "by": null, "x^2": null}}
>   ]
> }
= 3

== two inputs, as CSV
$ flopcount compare -f csv --columns model,input -i 1x8 fixtures/onnx/bert-base.onnx
> model,input
> bert-base,1x8;batchxseq;batchxseq

== Markdown: what is markup stays text, a failed model its row
$ printf 'name,by\ncase-conv,"a|b<c>\nd"\n' >t.csv; flopcount compare -q -f md --meta t.csv --columns model,by,status,macs fixtures/onnx/case-conv.onnx none.onnx
> | model | by | status | MACs (G) |
> | --- | --- | --- | ---: |
> | case-conv | a\|b\<c\> d | complete | 0.0000046 |
> | none |  | failed | - |
2> none.onnx: error: cannot open 'none.onnx': No such file or directory [FC-E101]
= 3

== one model cut from many, in each format that has rows
$ for f in csv json md; do flopcount compare -f $f --top 1 --columns model --sort params fixtures/onnx/case-conv.onnx fixtures/onnx/resnet18.onnx; done
> model
> resnet18
> {
>   "schema": "flopcount.compare/1",
>   "tool": {"name": "flopcount", "version": "0.1.0"},
>   "convention": "paper",
>   "models": [
>     {"model": "resnet18"}
>   ]
> }
> | model |
> | --- |
> | resnet18 |

== conventions as Markdown
$ flopcount compare --conventions -f md fixtures/onnx/case-conv-bias.onnx
> | FLOPs | fvcore | hardware | paper | ptflops | thop | torch |
> | --- | ---: | ---: | ---: | ---: | ---: | ---: |
> | `Conv` | 4.61 k | 9.47 k | 4.86 k | 4.86 k | 4.61 k | 9.22 k |
> | `total` | 4.61 k | 9.47 k | 4.86 k | 4.86 k | 4.61 k | 9.22 k |
>
> - fvcore: as fvcore: multiply-adds as one, no bias; batch norm 2, other norms 5 per element
> - hardware: every operation one, a multiply-add two
> - paper: multiply-adds as one, and one per use of every other parameter
> - ptflops: as ptflops at first: convolution with bias, linear without, norms, ReLUs, pools
> - thop: as thop: multiply-adds as one, no bias; norms 4 per element, average pools, resizing
> - torch: as torch.utils.flop_counter: two per multiply-add, nothing else

== conventions of a count that is not known, and of one without operators
$ flopcount compare -q --conventions fixtures/onnx/sem-unknown-op.onnx fixtures/onnx/sem-empty-graph.onnx
> fixtures/onnx/sem-unknown-op.onnx
>
> FLOPs                     fvcore  hardware  paper  ptflops  thop  torch
> MatMul                        96       192     96       96    96    192
> total                         96       192     96       96    96    192
>
> fvcore     as fvcore: multiply-adds as one, no bias; batch norm 2, other norms 5 per element
> hardware   every operation one, a multiply-add two
> paper      multiply-adds as one, and one per use of every other parameter
> ptflops    as ptflops at first: convolution with bias, linear without, norms, ReLUs, pools
> thop       as thop: multiply-adds as one, no bias; norms 4 per element, average pools, resizing
> torch      as torch.utils.flop_counter: two per multiply-add, nothing else
> fixtures/onnx/sem-empty-graph.onnx
>
> FLOPs                     fvcore  hardware  paper  ptflops  thop  torch
> total                          -         -      -        -     -      -
>
> fvcore     as fvcore: multiply-adds as one, no bias; batch norm 2, other norms 5 per element
> hardware   every operation one, a multiply-add two
> paper      multiply-adds as one, and one per use of every other parameter
> ptflops    as ptflops at first: convolution with bias, linear without, norms, ReLUs, pools
> thop       as thop: multiply-adds as one, no bias; norms 4 per element, average pools, resizing
> torch      as torch.utils.flop_counter: two per multiply-add, nothing else

== conventions of formulas, as CSV; of a model that is damaged
$ flopcount compare -q --conventions -f csv fixtures/onnx/case-matmul-symbolic.onnx fixtures/onnx/bad-text.onnx
> model,op,fvcore,hardware,paper,ptflops,thop,torch
> fixtures/onnx/case-matmul-symbolic.onnx,MatMul,24*N,48*N,24*N,24*N,24*N,48*N
> fixtures/onnx/case-matmul-symbolic.onnx,total,24*N,48*N,24*N,24*N,24*N,48*N
2> fixtures/onnx/bad-text.onnx: error: file is text, not a model [FC-E104]
= 3

== a folder as a table
$ flopcount compare --meta fixtures fixtures/onnx/case-conv.onnx
2> flopcount: error: cannot read 'fixtures': Is a directory
= 2

== a table with a zero byte, and one with too many columns
$ printf 'name,a\nx,\0\n' >t.csv; flopcount compare --meta t.csv fixtures/onnx/case-conv.onnx
$ { printf name; n=0; while [ $n -lt 1100 ]; do printf ,c$n; n=$((n + 1)); done; echo; } >t.csv; flopcount compare --meta t.csv fixtures/onnx/case-conv.onnx
2> flopcount: error: t.csv:2: a zero byte
2> flopcount: error: t.csv:1: too many columns
= 2

== what stands behind a quote, and a zero byte in between
$ printf 'name,a\n"x"y,1\n' >t.csv; flopcount compare --meta t.csv fixtures/onnx/case-conv.onnx; printf 'name,a\nx,"a\0"\n' >t.csv; flopcount compare --meta t.csv fixtures/onnx/case-conv.onnx
2> flopcount: error: t.csv:2: text behind the quote that ends a field
2> flopcount: error: t.csv:2: a zero byte
= 2

== a report in a folder that is not there
$ flopcount compare -o no/a.csv fixtures/onnx/case-conv.onnx
2> flopcount: error: cannot write 'no/a.csv': No such file or directory
= 3
