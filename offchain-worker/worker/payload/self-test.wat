;; The self-test of `atous doctor`: writes "ok" to standard output.
(module
	(import "wasi_snapshot_preview1" "fd_write"
		(func $fd_write (param i32 i32 i32 i32) (result i32)))
	(memory (export "memory") 1)
	(data (i32.const 0) "\08\00\00\00\02\00\00\00ok")
	(func (export "_start")
		(drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))))
