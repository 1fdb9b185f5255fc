//! Memory, from `proc/meminfo`.

use crate::{files::Root, lane::Reader, Reading, Unknown};
use procfs::{FromRead, Meminfo};
use serde::{Deserialize, Serialize};

const PATH: &str = "proc/meminfo";
/// Digits of the longest number taken: the address space of the kernel takes 14
/// in kB, and the parser multiplies by 1024 unchecked, which 15 cannot overflow.
const MOST_DIGITS: usize = 15;

/// Memory of the machine, bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
	/// All there is.
	pub total: u64,
	/// What can be had without swapping.
	pub available: u64,
	/// Swap space, zero where there is none.
	pub swap_total: u64,
	/// Swap space free.
	pub swap_free: u64,
}

/// Reads `proc/meminfo`.
pub(crate) struct MemoryReader;

impl Reader for MemoryReader {
	type Output = Reading<Memory>;
	const NAME: &'static str = "atous-memory";

	fn read(&mut self, root: &Root) -> Reading<Memory> {
		match read(root) {
			Ok(reading) => reading,
			Err(why) => Reading::Unknown(why),
		}
	}
}

fn read(root: &Root) -> Result<Reading<Memory>, Unknown> {
	let text = root.text(PATH)?;
	let too_long =
		|word: &str| word.len() > MOST_DIGITS && word.starts_with(|c: char| c.is_ascii_digit());
	if text.split_ascii_whitespace().any(too_long) {
		return Err(root.malformed(PATH, "holds a number beyond any memory"));
	}
	let info = Meminfo::from_read(text.as_bytes())
		.map_err(|_| root.malformed(PATH, "cannot be parsed"))?;
	if info.mem_total == 0 {
		return Err(root.malformed(PATH, "says that there is no memory"));
	}
	let memory = |available: u64| Memory {
		total: info.mem_total,
		available: available.min(info.mem_total),
		swap_total: info.swap_total,
		swap_free: info.swap_free.min(info.swap_total),
	};
	Ok(match info.mem_available {
		Some(available) => Reading::good(memory(available)),
		// Kernels before 3.14, and some containers.
		None => Reading::estimated(
			memory(info.mem_free.saturating_add(info.buffers).saturating_add(info.cached)),
			"free, buffers and page cache: the kernel does not say what is available",
		),
	})
}
