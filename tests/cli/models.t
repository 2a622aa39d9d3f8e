Which models are counted, and what becomes of those that cannot be.

== missing file
$ flopcount -f csv nothing.onnx
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> nothing.onnx: error: cannot open 'nothing.onnx': No such file or directory [FC-E101]
= 3

== a word like a command
$ flopcount -f csv explian
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> explian: error: cannot open 'explian': No such file or directory [FC-E101]
2> flopcount: note: did you mean the command 'explain'?
= 3

== a command behind options
$ flopcount -f csv explain
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> explain: error: cannot open 'explain': No such file or directory [FC-E101]
2> flopcount: note: a command stands before all options: flopcount explain ...
= 3

== a file named like a command
$ cp fixtures/onnx/case-conv.onnx ops && flopcount -f csv --columns name,macs ./ops
> name,macs
> conv,4608

== folder is no model
$ flopcount -f csv fixtures/onnx/../../fixtures/make
2> flopcount: error: no *.onnx, *.pt, *.pt2, *.pth or *.ptl in 'fixtures/onnx/../../fixtures/make'
= 3

== one of three fails, the others are counted
$ flopcount -f csv --columns name,macs fixtures/onnx/case-conv.onnx fixtures/onnx/bad-text.onnx fixtures/onnx/case-sigmoid.onnx
> name,macs,model
> conv,4608,fixtures/onnx/case-conv.onnx
> sigmoid,0,fixtures/onnx/case-sigmoid.onnx
2> fixtures/onnx/bad-text.onnx: error: file is text, not a model [FC-E104]
= 3

== a file that a download left unfinished
$ head -c 150 fixtures/onnx/case-conv.onnx >cut.onnx; flopcount -f csv cut.onnx
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> cut.onnx: error: file ends at byte 150, inside a field that goes on [FC-E102]
= 3

== LFS pointer, by name
$ flopcount -f csv fixtures/onnx/bad-lfs.onnx
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> fixtures/onnx/bad-lfs.onnx: error: file is a Git LFS pointer, not the model; 'git lfs pull' fetches it [FC-E105]
= 3

== standard input
$ flopcount -f csv --columns name,macs - <fixtures/onnx/case-conv.onnx
> name,macs
> conv,4608

== pipe
$ cat fixtures/onnx/case-conv.onnx | flopcount -f csv --columns name,macs -
> name,macs
> conv,4608

== names from a file
$ printf 'fixtures/onnx/case-conv.onnx\r\n\nfixtures/onnx/case-conv1d.onnx\n' >list
$ flopcount -f csv --columns name,macs --files-from list
> name,macs,model
> conv,4608,fixtures/onnx/case-conv.onnx
> conv,192,fixtures/onnx/case-conv1d.onnx

== names from standard input, behind operands
$ echo fixtures/onnx/case-conv1d.onnx | flopcount -f csv --summary --files-from - fixtures/onnx/case-conv.onnx
> path,format,convention,status,params,param_bytes,buffers,buffer_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,peak_activation_bytes,nodes,uncounted_nodes,file_bytes,weight_bytes,peak_activation_at
> fixtures/onnx/case-conv.onnx,onnx,paper,complete,72,288,0,0,4608,4608,800,1024,1824,456,1536,1,0,433,288,conv
> fixtures/onnx/case-conv1d.onnx,onnx,paper,complete,24,96,0,0,192,192,160,128,288,72,192,1,0,225,96,conv

== list that is not there
$ flopcount -f csv --files-from list
2> flopcount: error: cannot read 'list': No such file or directory
= 2

== folder: searched, sorted, links followed once
$ mkdir -p in/b/c in/a && cp fixtures/onnx/case-conv.onnx in/b/z.onnx && cp fixtures/onnx/case-conv1d.onnx in/a/y.pt
$ cp fixtures/onnx/case-conv.onnx in/b/c/x.onnx && echo no >in/b/readme.txt && ln -s .. in/b/loop && ln -s . in/self
$ ln -s nowhere in/gone.onnx && ln -s ../../in/b/z.onnx in/a/w.onnx
$ flopcount -f jsonl in | grep -o '"path": "[^"]*"'
> "path": "in/a/w.onnx"
> "path": "in/a/y.pt"
> "path": "in/b/c/x.onnx"
> "path": "in/b/z.onnx"

== double dash ends the options
$ cp fixtures/onnx/case-conv.onnx ./-q && flopcount -f csv --columns macs -- -q
> macs
> 4608

== options behind operands
$ flopcount fixtures/onnx/case-conv.onnx -fcsv --columns=macs -q
> macs
> 4608

== several threads, same order
$ flopcount -q -f jsonl fixtures/onnx/case-*.onnx >one; flopcount -q -j 4 -f jsonl fixtures/onnx/case-*.onnx >four; cmp one four && wc -l <one
> 36

== names of strangers cannot move the cursor
$ name=$(printf 'a\033[2Jb\377\nc.onnx'); flopcount -f csv "$name"
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> a\x1b[2Jb\xff\nc.onnx: error: cannot open 'a\x1b[2Jb\xff\nc.onnx': No such file or directory [FC-E101]
= 3

== a refused model says why in one line, whatever nodes before contradict
$ python3 -c "p=lambda f,d:bytes([f<<3|2,len(d)])+d;n=lambda o,i,y:p(1,b''.join(p(1,x)for x in i)+p(2,y)+p(4,o));v=p(1,b'x')+p(2,p(1,b'\x08\x01'+p(2,p(1,b'\x08\x02')+p(1,b'\x08\x03'))));g=n(b'MatMul',[b'x',b'x'],b'y')+n(b'Relu',[b'z'],b'w')+p(11,v);open('m.onnx','wb').write(b'\x08\x08'+p(7,g)+p(8,b'\x10\x11'))"; flopcount -q -f csv --columns name m.onnx
> name
2> m.onnx: node (Relu): error: no node, input or initializer makes tensor 'z' [FC-E109]
= 3
