//! A machine made of files.

use atous_host::{Host, ManualClock, Patience, Sample, Source};
use std::{fs, path::Path, sync::Arc, time::Duration};
use tempfile::TempDir;

pub const STAT: &str = "proc/stat";
pub const MEMINFO: &str = "proc/meminfo";
pub const LOADAVG: &str = "proc/loadavg";
pub const PACKAGE: &str = "sys/class/thermal/thermal_zone1/temp";
pub const FREQUENCY: &str = "sys/devices/system/cpu/cpufreq/policy0/scaling_cur_freq";

/// Long enough for any file that answers, on a machine as busy as may be.
pub const PATIENT: Patience =
	Patience { readings: Duration::from_secs(60), frequency: Duration::from_secs(60) };

/// A tree of files, as they were found on a laptop with four cores.
pub struct Machine {
	pub dir: TempDir,
	pub clock: Arc<ManualClock>,
}

impl Machine {
	pub fn laptop() -> Self {
		let machine = Self { dir: tempfile::tempdir().unwrap(), clock: Arc::default() };
		machine.write(STAT, stat(1_000, 200, 9_000, 500));
		machine.write(MEMINFO, fs::read_to_string("tests/fixtures/meminfo").unwrap());
		machine.write(LOADAVG, "0.52 0.58 0.59 2/1211 31337\n");
		for (name, some) in [("cpu", "12.50"), ("memory", "0.00"), ("io", "3.25")] {
			let line = |kind: &str, avg: &str| {
				format!("{kind} avg10={avg} avg60=1.00 avg300=0.50 total=123456\n")
			};
			let text = line("some", some) + &line("full", "0.00");
			machine.write(&format!("proc/pressure/{name}"), &text);
		}
		for (n, kind, temp) in [(0, "acpitz", "27800"), (1, "x86_pkg_temp", "61000")] {
			machine.write(&format!("sys/class/thermal/thermal_zone{n}/type"), kind);
			machine.write(&format!("sys/class/thermal/thermal_zone{n}/temp"), temp);
		}
		machine.write("sys/class/hwmon/hwmon0/name", "nvme\n");
		machine.write("sys/class/hwmon/hwmon0/temp1_input", "79850\n");
		machine.write("sys/class/hwmon/hwmon1/name", "coretemp\n");
		machine.write("sys/class/hwmon/hwmon1/temp1_input", "60000\n");
		machine.write("sys/class/hwmon/hwmon1/temp2_input", "63000\n");
		for (policy, now) in [(0, "1200000"), (1, "2400000")] {
			let dir = format!("sys/devices/system/cpu/cpufreq/policy{policy}");
			machine.write(&format!("{dir}/scaling_cur_freq"), now);
			machine.write(&format!("{dir}/cpuinfo_max_freq"), "3600000\n");
		}
		machine
	}

	pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
		let path = self.dir.path().join(path);
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		fs::write(path, text).unwrap();
	}

	pub fn remove(&self, path: &str) {
		let path = self.dir.path().join(path);
		if path.is_dir() {
			fs::remove_dir_all(path).unwrap();
		} else {
			fs::remove_file(path).unwrap();
		}
	}

	pub fn path(&self, path: &str) -> std::path::PathBuf {
		self.dir.path().join(Path::new(path))
	}

	pub fn host(&self) -> Host {
		self.impatient_host(PATIENT)
	}

	pub fn impatient_host(&self, patience: Patience) -> Host {
		Host::with_patience(self.dir.path().to_owned(), self.clock.clone(), patience)
	}

	/// One sample of the machine as it is.
	pub fn sample(&self) -> Sample {
		self.host().sample()
	}
}

/// `proc/stat` of four cores: ticks since boot of user, system, idle and iowait.
pub fn stat(user: u64, system: u64, idle: u64, iowait: u64) -> String {
	let mut text = format!("cpu  {user} 0 {system} {idle} {iowait} 0 0 0 0 0\n");
	for core in 0..4 {
		text += &format!("cpu{core} {} 0 0 {} 0 0 0 0 0 0\n", user / 4, idle / 4);
	}
	text + "intr 0\nctxt 115315\nbtime 1769041720\nprocesses 86031\nprocs_running 2\n"
}
