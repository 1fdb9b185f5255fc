//! Looks at the machine once a period and decides how it feels.

use super::{
	context::{Context, Mood},
	edges::Readings,
};
use crate::error::{Failure, Kind};
use atous_automaton::{Automaton, Decision, Settings, Stance};
use atous_primitives::{FlagKind, Severity};
use std::{sync::Arc, time::Duration};
use tokio::time::MissedTickBehavior;

/// Look and decide until the sidecar ends.
pub async fn run(context: Arc<Context>, mut readings: Box<dyn Readings>) -> Result<(), Failure> {
	let mut automaton = Automaton::new(settings(&context))
		.map_err(|why| Failure::new(Kind::Config, format!("[host] {why}.")))?;
	let mut ticks = tokio::time::interval(Duration::from_millis(context.config.host.period_ms));
	ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
	loop {
		tokio::select! {
			() = context.ended() => return Ok(()),
			_ = ticks.tick() => {},
		}
		// Files of /proc and /sys can take milliseconds: not on the threads that serve.
		let (back, sample) = tokio::task::spawn_blocking(move || {
			let sample = readings.sample();
			(readings, sample)
		})
		.await
		.map_err(|why| Failure::internal("Reading the machine", why))?;
		readings = back;
		let decision = automaton.step(&sample.observation);
		let before = context.mood.borrow().as_ref().map(|mood| mood.decision.clone());
		let mood = Mood {
			decision: decision.clone(),
			inventory: readings.inventory(),
			unknown: sample.unknown,
		};
		context.metrics.feel(&decision);
		context.mood.send_replace(Some(mood));
		note_change(&context, before.as_ref(), &decision);
	}
}

fn settings(context: &Context) -> Settings {
	Settings {
		overheated_at: context.config.host.overheated_at,
		cooled_below: context.config.host.cooled_below,
	}
}

/// Say when the stance changes, and flag what is worth remembering.
fn note_change(context: &Context, before: Option<&Decision>, now: &Decision) {
	let was = before.map(|decision| decision.stance);
	if was == Some(now.stance) {
		return;
	}
	tracing::info!(stance = %now.stance, decision = %now, "stance");
	match now.stance {
		Stance::Survive => {
			context.flag(FlagKind::Thermal, Severity::Critical, &now.to_string());
		}
		Stance::SeekHelp => {
			context.flag(FlagKind::Resource, Severity::Warning, &now.to_string());
		}
		Stance::Donate | Stance::Neutral => {}
	}
}
