//! Compiled modules, so that a payload that comes again is not compiled again.

use sha2::{Digest, Sha256};
use std::sync::{Mutex, PoisonError};
use wasmtime::Module;

/// Modules that are kept. A few, because each may be some megabytes.
const KEPT: usize = 8;

/// SHA-256 of a module's bytes.
type Key = [u8; 32];

/// The modules used last, the newest at the end.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Vec<(Key, Module)>>);

impl Cache {
	/// The module of these bytes: a kept one, or what `compile` makes of them.
	/// The lock is not held while it compiles.
	pub(crate) fn get<E>(
		&self,
		bytes: &[u8],
		compile: impl FnOnce(&[u8]) -> Result<Module, E>,
	) -> Result<Module, E> {
		let key = Sha256::digest(bytes).into();
		if let Some(module) = self.take(&key) {
			self.put(key, module.clone());
			return Ok(module);
		}
		let module = compile(bytes)?;
		self.put(key, module.clone());
		Ok(module)
	}

	fn take(&self, key: &Key) -> Option<Module> {
		let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		let place = kept.iter().position(|(k, _)| k == key)?;
		Some(kept.remove(place).1)
	}

	fn put(&self, key: Key, module: Module) {
		let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		kept.retain(|(k, _)| *k != key);
		if kept.len() == KEPT {
			kept.remove(0);
		}
		kept.push((key, module));
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use wasmtime::Engine;

	fn bytes(number: usize) -> Vec<u8> {
		wat::parse_str(format!("(module (func (export \"f{number}\")))")).unwrap()
	}

	#[test]
	fn the_least_recently_used_module_is_dropped() {
		let (engine, cache) = (Engine::default(), Cache::default());
		let compiled = |number: usize| {
			let mut did = false;
			let compile = |bytes: &[u8]| {
				did = true;
				Module::new(&engine, bytes)
			};
			cache.get(&bytes(number), compile).unwrap();
			did
		};
		assert!((0..KEPT).all(compiled), "none is kept at first");
		assert!(!compiled(0), "one that was used again is kept");
		assert!(compiled(KEPT), "one more than are kept");
		assert!(!compiled(0) && compiled(1), "the oldest made room");
	}
}
