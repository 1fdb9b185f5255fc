//! The figures as a table for people.

use super::Findings;
use std::fmt::Write;

/// All figures, one a line, with their units.
pub fn table(findings: &Findings) -> String {
	let mut text = String::new();
	mesh(&mut text, findings);
	comparisons(&mut text, findings);
	if !findings.strategies.is_empty() {
		strategies(&mut text, findings);
	}
	let books = if findings.zero_sum { "always sum to zero" } else { "DO NOT SUM TO ZERO" };
	line(&mut text, &format!("the books {books}; {:.0} s in all", findings.seconds));
	for defect in &findings.defects {
		line(&mut text, defect);
	}
	text
}

/// Writing to a string cannot fail.
fn line(text: &mut String, words: &str) {
	let _ = writeln!(text, "{words}");
}

fn percent(part: f64) -> String {
	format!("{:.1} %", part * 100.0)
}

fn mesh(text: &mut String, findings: &Findings) {
	if let Some(tasks) = findings.tasks {
		line(text, &format!("tasks settled in the large mesh        {tasks}"));
	}
	let shares = [
		("capacity used", findings.capacity_used),
		("capacity used without levies", findings.capacity_used_without_levies),
		("Gini of balances at the end", findings.gini_end),
		("further copies of small tasks", findings.extra_copies_first_1000),
	];
	for (name, value) in shares {
		if let Some(value) = value {
			line(text, &format!("{name:<38} {}", percent(value)));
		}
	}
	if let Some(commons) = &findings.commons_over_target {
		line(text, &format!("commons ÷ target, mean                 {:.2}", commons.mean));
		line(text, &format!("commons ÷ target, worst end            {:.2}", commons.worst));
		line(text, &format!("of it not promised, mean               {:.2}", commons.free_mean));
		line(text, &format!("of it not promised, worst end          {:.2}", commons.free_worst));
	}
	if let Some(starved) = findings.starved {
		line(text, &format!("honest devices never served            {starved}"));
	}
	if !findings.tiers.is_empty() {
		line(text, "\ntier            served   wait p50   wait p99 (minutes)");
	}
	let minutes = |blocks: Option<u32>| match blocks {
		Some(blocks) => format!("{:.0}", f64::from(blocks * findings.block_seconds) / 60.0),
		None => "-".into(),
	};
	for tier in &findings.tiers {
		let served = tier.served.map_or("-".into(), percent);
		let (half, most) = (minutes(tier.wait_p50), minutes(tier.wait_p99));
		line(text, &format!("{:<14} {served:>8} {half:>10} {most:>10}", tier.tier));
	}
}

fn comparisons(text: &mut String, findings: &Findings) {
	if !findings.demands.is_empty() {
		line(text, "\ndemand ÷ supply   capacity   served   commons ÷ target   not promised   never served");
	}
	for one in &findings.demands {
		let (used, served) = (percent(one.capacity_used), percent(one.served));
		let (commons, free) = (one.commons_over_target, one.free_over_target);
		let starved = one.starved;
		line(
			text,
			&format!(
				"{:<15} {used:>10} {served:>8} {commons:>18.2} {free:>14.2} {starved:>14}",
				one.demand
			),
		);
	}
	if !findings.priority_gain.is_empty() {
		line(text, "\nqueue     draw           capacity   served   largest holding (credits)");
	}
	for one in &findings.priority_gain {
		let queue = if one.boost { "boost" } else { "arrival" };
		let draw = if one.best_of_four { "best of four" } else { "random" };
		let (used, served) = (percent(one.capacity_used), percent(one.served));
		let largest = one.largest_holding;
		line(text, &format!("{queue:<9} {draw:<13} {used:>9} {served:>8} {largest:>14.0}"));
	}
	if !findings.wrong_accepted.is_empty() {
		line(text, "\nquorum   colluders   false outcomes of settled tasks   highest of a seed");
	}
	for one in &findings.wrong_accepted {
		let (share, wrong) = (percent(one.share), percent(one.wrong));
		let highest = percent(one.by_seed.iter().copied().fold(0.0, f64::max));
		line(text, &format!("{:<8} {share:>9} {wrong:>33} {highest:>19}", one.quorum));
	}
}

fn strategies(text: &mut String, findings: &Findings) {
	line(text, "\nprofit over an honest twin, credits a device and day");
	line(
		text,
		"strategy               bonds     mean  95 % below |   held  received  computed   bond   luck | served more",
	);
	for one in &findings.strategies {
		let (share, served) = (percent(one.share), percent(one.service_gain));
		let bound = one.profit_upper_95.map_or("-".into(), |bound| format!("{bound:.1}"));
		let (mean, gain) = (one.profit_mean, &one.gain);
		line(
			text,
			&format!(
				"{:<20} {share:>7} {mean:>8.1} {bound:>11} |{:>7.0} {:>9.0} {:>9.0} {:>6.0} {:>6.0} |{served:>12}",
				one.name, gain.held, gain.received, gain.computed, gain.bond, gain.luck
			),
		);
	}
	line(text, "");
}
