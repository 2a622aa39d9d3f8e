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
