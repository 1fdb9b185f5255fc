//! Every reader on a machine made of files: as it should be, and broken.

use crate::common::{stat, Machine, FREQUENCY, LOADAVG, MEMINFO, PACKAGE, PATIENT, STAT};
use atous_host::{Absence, Host, Inventory, Patience, Quality, Reading, Room, Source, SystemClock};
use std::{
	fs,
	os::unix::fs::PermissionsExt,
	process::Command,
	sync::Arc,
	time::{Duration, Instant},
};

/// The files a reader depends on, with how the absence of its value is seen.
const DEPENDS: [(&str, Absent); 8] = [
	(STAT, |s| s.cores.unknown().map(|u| u.absence)),
	(STAT, |s| s.cpu.unknown().map(|u| u.absence)),
	(MEMINFO, |s| s.memory.unknown().map(|u| u.absence)),
	(LOADAVG, |s| s.load.unknown().map(|u| u.absence)),
	("proc/pressure/cpu", |s| s.pressure.cpu.unknown().map(|u| u.absence)),
	("proc/pressure/memory", |s| s.pressure.memory.unknown().map(|u| u.absence)),
	("proc/pressure/io", |s| s.pressure.io.unknown().map(|u| u.absence)),
	(FREQUENCY, |s| s.frequency.unknown().map(|u| u.absence)),
];
type Absent = fn(&atous_host::Sample) -> Option<Absence>;

/// A laptop of which each reader has one file alone.
fn plain() -> Machine {
	let machine = Machine::laptop();
	machine.remove("sys/devices/system/cpu/cpufreq/policy1");
	machine.remove("sys/class/hwmon");
	machine
}

/// What becomes of each reader when `harm` was done to its file.
fn each_absence(harm: impl Fn(&Machine, &str)) -> Vec<Option<Absence>> {
	let heat: (&str, Absent) = (PACKAGE, |s| s.heat.unknown().map(|u| u.absence));
	let each = DEPENDS.into_iter().chain([heat]).map(|(path, absent)| {
		let machine = plain();
		machine.remove("sys/class/thermal/thermal_zone0");
		harm(&machine, path);
		let sample = machine.sample();
		// One reader's file is no other's trouble.
		let others = DEPENDS.iter().filter(|(other, _)| *other != path && *other != STAT);
		for (other, absent) in others {
			assert_eq!(absent(&sample), None, "{other} suffered from {path}");
		}
		absent(&sample)
	});
	each.collect()
}

#[test]
fn sample_of_a_whole_machine_works() {
	let machine = Machine::laptop();
	let mut host = machine.host();
	host.sample();
	// 100 ticks of 400 pass in use, 40 waiting for I/O, 260 idle.
	machine.write(STAT, stat(1_080, 220, 9_260, 540));
	machine.clock.advance(Duration::from_secs(1));
	let sample = host.sample();

	assert_eq!(sample.at_unix_ms, 1_000);
	assert_eq!(sample.cores, Reading::good(4));
	assert_eq!(sample.cpu.value().unwrap().used, 0.25);
	assert_eq!(sample.memory.value().unwrap().total, 16_225_640 << 10);
	assert_eq!(sample.memory.value().unwrap().available, 10_240_000 << 10);
	assert_eq!(sample.pressure.cpu, Reading::good(0.125));
	assert_eq!(sample.pressure.io, Reading::good(0.0325));
	assert!((sample.load.value().unwrap().fifteen - 0.59).abs() < 1e-6);
	let heat = sample.heat.value().unwrap();
	assert_eq!((heat.celsius, heat.sensor.as_str()), (63.0, "coretemp temp2"));
	assert_eq!(sample.frequency.value().unwrap().ratio, 0.5);
	assert_eq!(Inventory::of(&sample).unwrap().room(), Room { cores: 3, memory_mib: 4_208 });
}

#[test]
fn sample_is_written_and_read_back() {
	let sample = Machine::laptop().sample();
	let json = serde_json::to_string(&sample).unwrap();
	assert_eq!(serde_json::from_str::<atous_host::Sample>(&json).unwrap(), sample);
}

#[test]
fn missing_file_is_missing() {
	let seen = each_absence(|machine, path| machine.remove(path));
	assert_eq!(seen, [Some(Absence::Missing); 9]);
}

#[test]
fn empty_file_is_malformed() {
	let seen = each_absence(|machine, path| machine.write(path, ""));
	assert_eq!(seen, [Some(Absence::Malformed); 9]);
}

#[test]
fn nonsense_is_malformed() {
	for nonsense in
		["some", "cpu\n", "-", "NaN NaN NaN 1/1 1", "\0\0\0\0", "µ", "18446744073709551616"]
	{
		let seen = each_absence(|machine, path| machine.write(path, nonsense));
		assert_eq!(seen, [Some(Absence::Malformed); 9], "{nonsense:?}");
	}
}

#[test]
fn directory_in_place_of_a_file_is_missing() {
	let seen = each_absence(|machine, path| {
		machine.remove(path);
		fs::create_dir(machine.path(path)).unwrap();
	});
	assert_eq!(seen, [Some(Absence::Missing); 9]);
}

#[test]
fn denied_file_is_denied() {
	let lock = |machine: &Machine, path: &str| {
		fs::set_permissions(machine.path(path), fs::Permissions::from_mode(0o000)).unwrap();
	};
	let machine = plain();
	lock(&machine, STAT);
	if fs::read(machine.path(STAT)).is_ok() {
		eprintln!("skipped: nothing is denied to root");
		return;
	}
	assert_eq!(each_absence(lock), [Some(Absence::Denied); 9]);
}

#[test]
fn slow_file_is_late_and_holds_nobody_up() {
	let machine = Machine::laptop();
	machine.remove(MEMINFO);
	// A pipe nobody writes to: to open it never returns.
	assert!(Command::new("mkfifo").arg(machine.path(MEMINFO)).status().unwrap().success());
	let patience = Patience { readings: Duration::from_millis(50), ..PATIENT };
	let mut host = machine.impatient_host(patience);
	for _ in 0..3 {
		let before = Instant::now();
		let sample = host.sample();
		assert!(before.elapsed() < Duration::from_secs(30));
		assert_eq!(sample.memory.unknown().unwrap().absence, Absence::Late);
	}
	// Lets the reader go.
	fs::write(machine.path(MEMINFO), "").unwrap();
}

#[test]
fn frequency_is_never_waited_for() {
	let machine = Machine::laptop();
	machine.remove(FREQUENCY);
	assert!(Command::new("mkfifo").arg(machine.path(FREQUENCY)).status().unwrap().success());
	let mut host = machine.impatient_host(Patience { frequency: Duration::ZERO, ..PATIENT });
	let sample = host.sample();
	assert_eq!(sample.frequency.unknown().unwrap().absence, Absence::Late);
	assert!(sample.memory.value().is_some());
	fs::write(machine.path(FREQUENCY), "").unwrap();
}

#[test]
fn cpu_at_first_is_not_known() {
	let sample = Machine::laptop().sample();
	assert_eq!(sample.cpu.unknown().unwrap().absence, Absence::Late);
	assert_eq!(Inventory::of(&sample), None);
}

#[test]
fn cpu_counters_that_run_backwards_leave_the_last_use() {
	let machine = Machine::laptop();
	let mut host = machine.host();
	host.sample();
	let mut used = |text: String| {
		machine.write(STAT, text);
		let cpu = host.sample().cpu;
		(cpu.value().map(|cpu| cpu.used), matches!(cpu.quality(), Some(Quality::Good)))
	};
	assert_eq!(used(stat(1_000, 200, 9_000, 490)), (None, false), "no use was known before");
	assert_eq!(used(stat(1_100, 200, 9_300, 490)), (Some(0.25), true));
	assert_eq!(used(stat(1_200, 200, 9_299, 490)), (Some(0.25), false), "idle ran backwards");
	assert_eq!(used(stat(10, 2, 90, 5)), (Some(0.25), false), "all began anew");
	assert_eq!(used(stat(10, 2, 90, 5)), (Some(0.25), false), "no time passed");
	assert_eq!(used(stat(60, 2, 140, 5)), (Some(0.5), true));
	// Waiting for I/O alone runs backwards on any machine, and is idle anyway.
	assert_eq!(used(stat(70, 2, 172, 3)), (Some(0.25), true));
}

#[test]
fn memory_of_an_old_kernel_is_estimated() {
	let machine = Machine::laptop();
	let text = fs::read_to_string(machine.path(MEMINFO)).unwrap();
	machine.write(MEMINFO, text.replace("MemAvailable:   10240000 kB\n", ""));
	let memory = machine.sample().memory;
	assert!(matches!(memory.quality(), Some(Quality::Estimated { .. })));
	assert_eq!(memory.value().unwrap().available, (1_893_172 + 412_348 + 7_811_076) << 10);
}

#[test]
fn pressure_without_the_line_of_full_works() {
	let machine = Machine::laptop();
	machine.write("proc/pressure/cpu", "some avg10=50.00 avg60=1.00 avg300=0.50 total=1\n");
	assert_eq!(machine.sample().pressure.cpu, Reading::good(0.5));
	machine.write("proc/pressure/cpu", "some avg10=inf avg60=1.00 avg300=0.50 total=1\n");
	assert_eq!(machine.sample().pressure.cpu.unknown().unwrap().absence, Absence::Malformed);
}

#[test]
fn heat_is_that_of_the_processor_while_one_of_its_sensors_answers() {
	let machine = Machine::laptop();
	// A disk is at 80 °C, and one sensor shows what broken sensors show.
	machine.write("sys/class/hwmon/hwmon1/temp2_input", "-128000\n");
	assert_eq!(machine.sample().heat.value().unwrap().celsius, 61.0);
	machine.remove(PACKAGE);
	let heat = machine.sample().heat;
	assert_eq!((heat.value().unwrap().celsius, heat.quality()), (60.0, Some(&Quality::Good)));
}

#[test]
fn heat_of_the_board_stands_in_as_estimated() {
	let machine = Machine::laptop();
	machine.remove("sys/class/thermal/thermal_zone1");
	machine.remove("sys/class/hwmon/hwmon1");
	let heat = machine.sample().heat;
	assert_eq!(heat.value().unwrap().sensor, "acpitz");
	assert!(matches!(heat.quality(), Some(Quality::Estimated { .. })));
	machine.remove("sys/class/thermal");
	let why = machine.sample().heat;
	assert_eq!(why.unknown().unwrap().absence, Absence::Missing, "a disk is not the machine");
}

#[test]
fn sensor_that_appears_is_found() {
	let machine = Machine::laptop();
	machine.remove("sys/class");
	let mut host = machine.host();
	assert!(host.sample().heat.unknown().is_some());
	machine.write("sys/class/hwmon/hwmon0/name", "k10temp");
	machine.write("sys/class/hwmon/hwmon0/temp1_input", "44500");
	assert_eq!(host.sample().heat.value().unwrap().celsius, 44.5);
}

#[test]
fn frequency_is_the_mean_of_the_policies_that_answer() {
	let machine = Machine::laptop();
	machine.remove(FREQUENCY);
	let ratio = machine.sample().frequency.value().unwrap().ratio;
	assert!((ratio - 2.0 / 3.0).abs() < 1e-9);
	machine.write(FREQUENCY, "9000000");
	let ratio = machine.sample().frequency.value().unwrap().ratio;
	assert!((ratio - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-9, "turbo is no more than all");
}

#[test]
fn frequency_of_many_policies_is_spread_over_them() {
	let machine = Machine::laptop();
	for policy in 0..128 {
		let dir = format!("sys/devices/system/cpu/cpufreq/policy{policy}");
		// The upper half of the cores is at full speed.
		machine.write(&format!("{dir}/scaling_cur_freq"), if policy < 64 { "0" } else { "100" });
		machine.write(&format!("{dir}/cpuinfo_max_freq"), "100");
	}
	assert_eq!(machine.sample().frequency.value().unwrap().ratio, 0.5);
}

#[test]
fn machine_without_anything_is_survived() {
	let dir = tempfile::tempdir().unwrap();
	let clock = Arc::new(SystemClock::default());
	let sample = Host::with_patience(dir.path().join("nowhere"), clock, PATIENT).sample();
	assert!(sample.cores.unknown().is_some() && sample.heat.unknown().is_some());
	assert!(sample.memory.unknown().is_some() && sample.frequency.unknown().is_some());
}

#[test]
fn this_machine_is_read() {
	let clock = Arc::new(SystemClock::default());
	let mut host = Host::with_patience("/".into(), clock, PATIENT);
	host.sample();
	let deadline = Instant::now() + Duration::from_secs(10);
	let sample = loop {
		let sample = host.sample();
		if sample.cpu.value().is_some() || Instant::now() > deadline {
			break sample;
		}
	};
	let inventory = Inventory::of(&sample).expect("Linux tells its cores and memory");
	assert!(inventory.cores > 0 && inventory.memory_mib > 0);
	assert!((0.0..=1.0).contains(&inventory.used));
}
