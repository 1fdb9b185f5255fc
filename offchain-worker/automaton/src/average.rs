//! The average: a fixed ring of the last states.

/// States the average is taken over.
pub const WINDOW: usize = 20;
/// Known states in the window before there is an average: half of it, so that
/// one burst at the start does not decide.
pub const KNOWN_TO_START: usize = 10;
/// Known states below which there is no average any more. Lower than
/// [`KNOWN_TO_START`], so that an unsteady sensor does not make it come and go.
pub const KNOWN_TO_KEEP: usize = 5;

/// The last states, known or not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Window {
	states: [Option<f64>; WINDOW],
	next: usize,
	started: bool,
}

impl Window {
	/// Takes in one state in place of the oldest. An unknown one takes a place
	/// too: what was seen long ago must not stand for the present.
	pub fn push(&mut self, state: Option<f64>) {
		self.states[self.next] = state;
		self.next = (self.next + 1) % WINDOW;
		let known = self.known();
		self.started = known >= KNOWN_TO_START || (self.started && known >= KNOWN_TO_KEEP);
	}

	/// How many states in the window are known.
	pub fn known(&self) -> usize {
		self.states.iter().flatten().count()
	}

	/// Known states needed for an average now.
	pub fn needed(&self) -> usize {
		if self.started {
			KNOWN_TO_KEEP
		} else {
			KNOWN_TO_START
		}
	}

	/// The mean of the known states, 0 to 100, where enough are known.
	pub fn average(&self) -> Option<f64> {
		let sum: f64 = self.states.iter().flatten().sum();
		// At most twenty: exact in f64. A state is within 0..100 and so is their
		// mean, but for rounding.
		self.started.then(|| (sum / self.known() as f64).clamp(0.0, 100.0))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn filled(with: Option<f64>, times: usize) -> Window {
		let mut window = Window::default();
		(0..times).for_each(|_| window.push(with));
		window
	}

	#[test]
	fn average_starts_with_half_a_window() {
		assert_eq!(filled(Some(42.0), KNOWN_TO_START - 1).average(), None);
		assert_eq!(filled(Some(42.0), KNOWN_TO_START).average(), Some(42.0));
	}

	#[test]
	fn average_forgets_what_left_the_window() {
		let mut window = filled(Some(100.0), 50);
		(0..WINDOW).for_each(|_| window.push(Some(0.0)));
		assert_eq!(window.average(), Some(0.0));
	}

	#[test]
	fn average_is_kept_over_a_gap_and_lost_in_a_longer_one() {
		let mut window = filled(Some(10.0), WINDOW);
		(0..WINDOW - KNOWN_TO_KEEP).for_each(|_| window.push(None));
		assert_eq!(window.average(), Some(10.0));
		window.push(None);
		assert_eq!(window.average(), None);
		window.push(Some(10.0));
		assert_eq!(window.average(), None, "it takes more to start again than to keep");
	}
}
