//! Load averages, from `proc/loadavg`.

use crate::{files::Root, lane::Reader, Reading, Unknown};
use procfs::{FromRead, LoadAverage};
use serde::{Deserialize, Serialize};

const PATH: &str = "proc/loadavg";

/// Mean number of processes that run, or wait for a core or for storage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Load {
	/// Over one minute.
	pub one: f64,
	/// Over five minutes.
	pub five: f64,
	/// Over fifteen minutes.
	pub fifteen: f64,
}

/// Reads `proc/loadavg`.
pub(crate) struct LoadReader;

impl Reader for LoadReader {
	type Output = Reading<Load>;
	const NAME: &'static str = "atous-load";

	fn read(&mut self, root: &Root) -> Reading<Load> {
		read(root).into()
	}
}

fn read(root: &Root) -> Result<Load, Unknown> {
	let text = root.text(PATH)?;
	let averages = LoadAverage::from_read(text.as_bytes())
		.map_err(|_| root.malformed(PATH, "cannot be parsed"))?;
	let load = Load {
		one: f64::from(averages.one),
		five: f64::from(averages.five),
		fifteen: f64::from(averages.fifteen),
	};
	let sensible = |average: f64| average.is_finite() && average >= 0.0;
	if [load.one, load.five, load.fifteen].into_iter().all(sensible) {
		Ok(load)
	} else {
		Err(root.malformed(PATH, "gives no load there can be"))
	}
}
