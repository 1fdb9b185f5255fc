//! WASI preview 1 as the profile has it: arguments, standard input, output and
//! error, a virtual clock, seeded randomness. Nothing else of the machine.
//!
//! Every call charges fuel, for itself and for each byte. Addresses come from
//! the payload and are believed only after a check: a bad one is `EFAULT`.
//! Functions of the interface that the profile does not have answer `ENOSYS`.
//!
//! Source: <https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md>

mod clock;
mod guest;
mod host;
mod process;
mod random;
mod streams;

pub(crate) use host::{Host, OutputLimit};
pub(crate) use process::Exit;

use guest::{Errno, Stop};
use wasmtime::{Caller, Engine, ExternType, InstancePre, Linker, Module, Result, Val, ValType};

/// Name of the interface in a module's imports.
const INTERFACE: &str = "wasi_snapshot_preview1";

/// Answer of a call: its error number, or the error that ends the run.
fn answer(done: std::result::Result<(), Stop>) -> Result<i32> {
	match done {
		Ok(()) => Ok(Errno::Success as i32),
		Err(Stop::Errno(errno)) => Ok(errno as i32),
		Err(Stop::Run(error)) => Err(error),
	}
}

/// The interface, as every run of a profile has it.
pub(crate) struct Wasi {
	linker: Linker<Host>,
	/// Names of the functions in it.
	names: Vec<&'static str>,
}

/// Define one function by the one that does its work.
macro_rules! define {
	($self:ident, $name:literal, $work:path, $($parameter:ident: $type:ty),*) => {
		$self.names.push($name);
		$self.linker.func_wrap(
			INTERFACE,
			$name,
			|mut caller: Caller<'_, Host>, $($parameter: $type),*| {
				answer(guest::enter(&mut caller).and_then(|()| $work(&mut caller, $($parameter),*)))
			},
		)?
	};
}

impl Wasi {
	/// Everything the profile offers a payload.
	pub(crate) fn new(engine: &Engine) -> Result<Self> {
		let mut wasi = Wasi { linker: Linker::new(engine), names: vec!["proc_exit"] };
		wasi.linker.func_wrap(INTERFACE, "proc_exit", process::exit)?;
		define!(wasi, "args_sizes_get", process::args_sizes, count: u32, size: u32);
		define!(wasi, "args_get", process::args, pointers: u32, text: u32);
		define!(wasi, "environ_sizes_get", process::environ_sizes, count: u32, size: u32);
		define!(wasi, "environ_get", process::environ, pointers: u32, text: u32);
		define!(wasi, "sched_yield", process::sched_yield,);
		define!(wasi, "fd_read", streams::read, fd: u32, pieces: u32, count: u32, done: u32);
		define!(wasi, "fd_write", streams::write, fd: u32, pieces: u32, count: u32, done: u32);
		define!(wasi, "fd_close", streams::close, fd: u32);
		define!(wasi, "fd_seek", streams::seek, fd: u32, offset: i64, whence: u32, place: u32);
		define!(wasi, "fd_tell", streams::tell, fd: u32, place: u32);
		define!(wasi, "fd_fdstat_get", streams::status, fd: u32, to: u32);
		define!(wasi, "fd_fdstat_set_flags", streams::set_flags, fd: u32, flags: u32);
		define!(wasi, "fd_prestat_get", streams::prestat, fd: u32, to: u32);
		define!(wasi, "fd_prestat_dir_name", streams::prestat_name, fd: u32, to: u32, size: u32);
		define!(wasi, "clock_res_get", clock::resolution, clock: u32, to: u32);
		define!(wasi, "clock_time_get", clock::time, clock: u32, precision: u64, to: u32);
		define!(wasi, "poll_oneoff", clock::poll, from: u32, to: u32, count: u32, done: u32);
		define!(wasi, "random_get", random::get, to: u32, length: u32);
		Ok(wasi)
	}

	/// Give `module` its imports: all must be of the interface. Those beyond
	/// what the profile offers answer `ENOSYS`.
	///
	/// # Errors
	/// A sentence on the first import that cannot be given.
	pub(crate) fn link(&self, module: &Module) -> std::result::Result<InstancePre<Host>, String> {
		let mut linker = self.linker.clone();
		for import in module.imports() {
			let (interface, name) = (import.module(), import.name());
			let unknown = || format!("it imports `{interface}.{name}`, which no payload can have");
			if interface != INTERFACE {
				return Err(unknown());
			}
			if self.names.contains(&name) {
				continue;
			}
			let ExternType::Func(function) = import.ty() else { return Err(unknown()) };
			if !matches!(function.results().collect::<Vec<_>>()[..], [ValType::I32]) {
				return Err(unknown());
			}
			linker
				.func_new(interface, name, function, missing)
				.map_err(|error| format!("{error:#}"))?;
		}
		linker.instantiate_pre(module).map_err(|error| format!("{error:#}"))
	}
}

/// What a function does that the profile does not have.
fn missing(mut caller: Caller<'_, Host>, _: &[Val], results: &mut [Val]) -> Result<()> {
	let done = guest::enter(&mut caller).and(Err(Errno::NotSupported.into()));
	results[0] = Val::I32(answer(done)?);
	Ok(())
}
