//! Heat: the hottest sensor of the processor, from thermal zones and hwmon.
//!
//! See the kernel's *driver-api/thermal/sysfs-api* and *hwmon/sysfs-interface*:
//! both give thousandths of a degree Celsius. Where no sensor is known to be the
//! processor's, the hottest of the board's stands in; those of disks, radios and
//! batteries do not, as they are warm for reasons of their own.

use crate::{files::Root, lane::Reader, Absence, Reading, Unknown};
use serde::{Deserialize, Serialize};

const ZONES: &str = "sys/class/thermal";
const CHIPS: &str = "sys/class/hwmon";
/// What the name of a processor's sensor contains (drivers coretemp, k10temp,
/// zenpower; zones x86_pkg_temp, cpu-thermal, soc-thermal and their like).
const PROCESSOR: [&str; 6] = ["cpu", "coretemp", "k10temp", "zenpower", "x86_pkg", "soc"];
/// What the name of a sensor contains that says nothing about the machine.
const APART: [&str; 8] = ["nvme", "drivetemp", "wifi", "ath1", "phy", "bat", "charger", "spd"];
/// What a working sensor may show, degrees Celsius. Broken ones show −128, 0 K
/// or 255.
const PLAUSIBLE: std::ops::RangeInclusive<f64> = -40.0..=130.0;
/// Readings between two searches for sensors, so that those that appear are seen
/// within a minute. Searching costs more than reading.
const SEARCH_EVERY: u32 = 60;

/// The temperature that counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heat {
	/// Degrees Celsius.
	pub celsius: f64,
	/// Which sensor shows it.
	pub sensor: String,
}

/// A sensor that was found.
struct Sensor {
	name: String,
	path: String,
}

impl Sensor {
	fn named(&self, parts: &[&str]) -> bool {
		let name = self.name.to_ascii_lowercase();
		parts.iter().any(|part| name.contains(part))
	}

	fn celsius(&self, root: &Root) -> Result<f64, Unknown> {
		let celsius = root.number::<i64>(&self.path)? as f64 / 1000.0;
		if PLAUSIBLE.contains(&celsius) {
			Ok(celsius)
		} else {
			Err(root.malformed(&self.path, format_args!("shows {celsius} °C")))
		}
	}
}

/// Reads the sensors, and looks for new ones now and then.
#[derive(Default)]
pub(crate) struct HeatReader {
	processor: Vec<Sensor>,
	board: Vec<Sensor>,
	until_search: u32,
}

impl Reader for HeatReader {
	type Output = Reading<Heat>;
	const NAME: &'static str = "atous-heat";

	fn read(&mut self, root: &Root) -> Reading<Heat> {
		if self.until_search == 0 {
			self.search(root);
		}
		self.until_search = self.until_search.saturating_sub(1);
		let heat = match hottest(&self.processor, root) {
			Ok(heat) => Reading::good(heat),
			Err(why) => match hottest(&self.board, root) {
				Ok(heat) => Reading::estimated(heat, "a board sensor: the processor shows none"),
				Err(_) => Reading::Unknown(why),
			},
		};
		if heat.unknown().is_some() {
			// Drivers come and go: look again at once.
			self.until_search = 0;
		}
		heat
	}
}

impl HeatReader {
	fn search(&mut self, root: &Root) {
		let found = zones(root).chain(chips(root)).filter(|sensor| !sensor.named(&APART));
		(self.processor, self.board) = found.partition(|sensor| sensor.named(&PROCESSOR));
		self.until_search = SEARCH_EVERY;
	}
}

/// The hottest of the sensors that answer; if none does, why the first that is
/// there does not.
fn hottest(sensors: &[Sensor], root: &Root) -> Result<Heat, Unknown> {
	let mut hottest = Err(Unknown::missing("the machine has no sensor of its heat"));
	for sensor in sensors {
		match (sensor.celsius(root), &hottest) {
			(Ok(celsius), Ok(Heat { celsius: most, .. })) if celsius <= *most => {}
			(Ok(celsius), _) => hottest = Ok(Heat { celsius, sensor: sensor.name.clone() }),
			(Err(why), Err(known)) if known.absence == Absence::Missing => hottest = Err(why),
			(Err(_), _) => {}
		}
	}
	hottest
}

fn zones(root: &Root) -> impl Iterator<Item = Sensor> + '_ {
	root.names(ZONES, "thermal_zone").into_iter().map(|zone| {
		let name = root.text(format!("{ZONES}/{zone}/type"));
		Sensor {
			name: name.map_or_else(|_| zone.clone(), |name| name.trim().to_owned()),
			path: format!("{ZONES}/{zone}/temp"),
		}
	})
}

fn chips(root: &Root) -> impl Iterator<Item = Sensor> + '_ {
	root.names(CHIPS, "hwmon").into_iter().flat_map(|chip| {
		let dir = format!("{CHIPS}/{chip}");
		let driver = root.text(format!("{dir}/name"));
		let driver = driver.map_or_else(|_| chip.clone(), |name| name.trim().to_owned());
		let inputs = root.names(&dir, "temp").into_iter().filter(|file| file.ends_with("_input"));
		inputs
			.map(|input| Sensor {
				name: format!("{driver} {}", input.trim_end_matches("_input")),
				path: format!("{dir}/{input}"),
			})
			.collect::<Vec<_>>()
	})
}
