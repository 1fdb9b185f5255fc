//! The lowest priority for the thread that runs a payload, so that whatever
//! else the machine does comes first.

/// Give the calling thread idle priority: it runs when nothing else wants the
/// processor. Where the system refuses, the run goes on as it is.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
pub(crate) fn lower() {
	let parameters = libc::sched_param { sched_priority: 0 };
	// SAFETY: the pointer is to a live `sched_param`, which the call only reads;
	// the identifier 0 means the calling thread.
	let idle = unsafe { libc::sched_setscheduler(0, libc::SCHED_IDLE, &parameters) };
	if idle != 0 {
		// SAFETY: the call takes numbers only; 0 means the calling thread.
		let nice = unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, 19) };
		tracing::debug!(nice, "the system has no idle priority for the payload's thread");
	}
}

/// Elsewhere the priority stays as it is.
#[cfg(not(target_os = "linux"))]
pub(crate) fn lower() {}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
	/// Scheduling policy of the calling thread: field 41 of its `stat`, proc(5).
	fn policy() -> String {
		let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
		let (_, after_name) = stat.rsplit_once(") ").unwrap();
		after_name.split(' ').nth(41 - 3).unwrap().to_owned()
	}

	#[test]
	fn only_the_thread_itself_becomes_idle() {
		let lowered = std::thread::spawn(|| {
			super::lower();
			policy()
		});
		assert_eq!(lowered.join().unwrap(), libc::SCHED_IDLE.to_string());
		assert_ne!(policy(), libc::SCHED_IDLE.to_string());
	}
}
