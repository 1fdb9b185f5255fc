//! One run, from the module's bytes to its end.

use crate::{
	cache::Cache,
	error::Unable,
	executor::{End, Job, Report},
	limiter::HostMemoryFailure,
	profile::{self, MAX_MODULE_BYTES, MAX_TABLES, MAX_TABLE_ELEMENTS, PAGE_BYTES, YIELD_FUEL},
	wasi::{Exit, Host, OutputLimit, Wasi},
	watch::Watch,
	ExecError,
};
use std::{
	future::Future,
	pin::pin,
	sync::Arc,
	task::{Context, Poll, Waker},
};
use wasmtime::{Engine, Error, ExternType, InstancePre, Module, Store, Trap};

/// Run `job`.
pub(crate) fn run(
	engine: &Engine,
	wasi: &Wasi,
	modules: &Cache,
	job: &Job<'_>,
) -> Result<Report, ExecError> {
	let watch = Arc::new(Watch::new(job.control.clone(), job.time_limit));
	watch.check()?;
	let module = modules.get(job.module, |bytes| compile(engine, bytes))?;
	let payload = wasi.link(&module).map_err(invalid)?;
	let report = |end, fuel, stderr| Report { end, fuel, time: watch.time(), stderr };

	let pages = module.resources_required().max_initial_memory_size.unwrap_or_default();
	let start = profile::start_fuel(job.module.len(), pages);
	// One more than the limit: the engine stops a run that has none left, and
	// one that used exactly its limit has kept to it.
	let budget = job.fuel_limit.saturating_add(1);
	let Some(remaining) = budget.checked_sub(start).filter(|fuel| *fuel > 0) else {
		return Ok(report(End::OutOfFuel, job.fuel_limit, Vec::new()));
	};
	let memory_limit = u64::from(job.memory_mib) << 20;
	if pages.saturating_mul(PAGE_BYTES) > memory_limit {
		let reason = format!("it starts with more memory than {} MiB", job.memory_mib);
		return Ok(report(End::Trapped { reason }, start, Vec::new()));
	}

	let mut store = Store::new(engine, Host::new(job, budget, memory_limit, watch.clone()));
	store.limiter(Host::limiter);
	// Between two yields the engine counts in a register, which a trap loses.
	store
		.set_fuel(remaining)
		.and_then(|()| store.fuel_async_yield_interval(Some(YIELD_FUEL)))
		.map_err(engine_failure)?;
	let ended = drive(&watch, execute(&mut store, &payload))?;
	let remaining = store.get_fuel().map_err(engine_failure)?;
	let mut end = classify(ended, store.data_mut())?;
	if remaining == 0 {
		// The engine looks at the fuel only now and then: a run may come to its
		// end having used more than it had.
		end = End::OutOfFuel;
	}
	let fuel = budget.saturating_sub(remaining).min(job.fuel_limit);
	Ok(report(end, fuel, store.into_data().into_stderr()))
}

fn engine_failure(error: Error) -> ExecError {
	Unable::Engine(format!("{error:#}")).into()
}

fn invalid(reason: impl ToString) -> ExecError {
	ExecError::InvalidModule(reason.to_string())
}

/// Check and compile a module. What is wrong with it is found by checking; a
/// failure after that is this machine's.
fn compile(engine: &Engine, bytes: &[u8]) -> Result<Module, ExecError> {
	if bytes.len() > MAX_MODULE_BYTES {
		return Err(invalid(format!("it is longer than {MAX_MODULE_BYTES} bytes")));
	}
	Module::validate(engine, bytes).map_err(|error| invalid(format!("{error:#}")))?;
	let module = Module::from_binary(engine, bytes).map_err(engine_failure)?;
	let needs = module.resources_required();
	if needs.num_tables > MAX_TABLES {
		return Err(invalid(format!("it has more than {MAX_TABLES} tables")));
	}
	if needs.max_initial_table_size.is_some_and(|size| size > MAX_TABLE_ELEMENTS as u64) {
		return Err(invalid(format!("a table has more than {MAX_TABLE_ELEMENTS} elements")));
	}
	match module.get_export("_start") {
		Some(ExternType::Func(f)) if f.params().len() == 0 && f.results().len() == 0 => {}
		_ => return Err(invalid("it exports no function `_start` without parameters and results")),
	}
	if module.imports().len() > 0
		&& !matches!(module.get_export("memory"), Some(ExternType::Memory(_)))
	{
		return Err(invalid("it exports no memory named `memory`"));
	}
	Ok(module)
}

async fn execute(store: &mut Store<Host>, payload: &InstancePre<Host>) -> wasmtime::Result<()> {
	let instance = payload.instantiate_async(&mut *store).await?;
	let start = instance.get_typed_func::<(), ()>(&mut *store, "_start")?;
	start.call_async(store, ()).await
}

/// Tell a result from what only this machine met.
fn classify(ended: wasmtime::Result<()>, host: &mut Host) -> Result<End, ExecError> {
	let trapped = |reason: String| Ok(End::Trapped { reason });
	let error = match ended {
		Ok(()) => return Ok(End::Completed { output: host.take_output() }),
		Err(error) => error,
	};
	if let Some(Exit(code)) = error.downcast_ref() {
		return match code {
			0 => Ok(End::Completed { output: host.take_output() }),
			code => trapped(format!("exit code {code}")),
		};
	}
	if let Some(limit) = error.downcast_ref::<OutputLimit>() {
		return trapped(limit.to_string());
	}
	if let Some(failure) = error.downcast_ref::<HostMemoryFailure>() {
		return Err(Unable::HostMemory(failure.to_string()).into());
	}
	if let Some(stopped) = error.downcast_ref::<ExecError>() {
		return Err(stopped.clone());
	}
	match error.downcast_ref::<Trap>() {
		Some(Trap::StackOverflow) => Err(Unable::StackExhausted.into()),
		Some(Trap::Interrupt) | None => Err(engine_failure(error)),
		Some(Trap::OutOfFuel) => Ok(End::OutOfFuel),
		Some(trap) => trapped(trap.to_string()),
	}
}

/// Poll a run to its end, asking whether to go on each time it yields.
fn drive<T>(watch: &Watch, run: impl Future<Output = T>) -> Result<T, ExecError> {
	let mut run = pin!(run);
	let mut context = Context::from_waker(Waker::noop());
	loop {
		if let Poll::Ready(end) = run.as_mut().poll(&mut context) {
			return Ok(end);
		}
		watch.check()?;
	}
}
