//! Plots as SVG text: lines over time, and bars with a mark for the bound.

use std::fmt::Write;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 76.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 62.0;
/// Colours that colour-blind people can tell apart (Okabe and Ito).
const COLOURS: [&str; 7] =
	["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

/// One line of a plot.
#[derive(Clone, Debug)]
pub struct Series {
	/// What the legend says.
	pub name: String,
	/// Points in the order of their first coordinate.
	pub points: Vec<(f64, f64)>,
}

impl Series {
	/// A line.
	pub fn new(name: impl Into<String>, points: Vec<(f64, f64)>) -> Self {
		Self { name: name.into(), points }
	}
}

/// Lines in one pair of axes. Both axes begin at zero unless values are below.
pub fn lines(title: &str, x_name: &str, y_name: &str, series: &[Series]) -> String {
	let all = || series.iter().flat_map(|one| &one.points).filter(|p| p.1.is_finite());
	let x = Axis::over(all().map(|point| point.0));
	let y = Axis::over(all().map(|point| point.1));
	let mut svg = Svg::new(title, HEIGHT);
	svg.axes(&x, &y, x_name, y_name);
	for (at, one) in series.iter().enumerate() {
		let colour = COLOURS[at % COLOURS.len()];
		let mut points = String::new();
		for (px, py) in one.points.iter().filter(|point| point.1.is_finite()) {
			// Writing to a string cannot fail; the same below.
			let _ = write!(points, "{:.1},{:.1} ", x.across(*px), y.up(*py));
		}
		svg.push(&format!(
			r#"<polyline fill="none" stroke="{colour}" stroke-width="1.6" points="{}"/>"#,
			points.trim_end()
		));
		svg.legend(at, series.len(), colour, &one.name);
	}
	svg.end()
}

/// One bar: a mean, and a bound above it where there is one.
#[derive(Clone, Debug)]
pub struct Bar {
	/// What it says beside the bar.
	pub name: String,
	/// Length of the bar.
	pub value: f64,
	/// Where the whisker ends.
	pub bound: Option<f64>,
	/// Whether it is to stand out.
	pub bad: bool,
}

/// Bars from left to right, one under the other, with a line at zero.
pub fn bars(title: &str, x_name: &str, bars: &[Bar]) -> String {
	const NAMES: f64 = 250.0;
	const ROW: f64 = 17.0;
	let height = TOP + BOTTOM + ROW * bars.len() as f64;
	let values = bars.iter().flat_map(|bar| [bar.value, bar.bound.unwrap_or(bar.value)]);
	let axis = Axis::over(values.filter(|value| value.is_finite()));
	let across = |value: f64| NAMES + axis.part(value) * (WIDTH - RIGHT - NAMES);
	let mut svg = Svg::new(title, height);
	for tick in axis.ticks() {
		svg.line(across(tick), TOP, across(tick), height - BOTTOM, "#dddddd");
		svg.text(across(tick), height - BOTTOM + 16.0, "middle", &number(tick, axis.step));
	}
	for (at, bar) in bars.iter().enumerate() {
		let y = TOP + ROW * at as f64;
		let (zero, end) = (across(0.0), across(bar.value));
		svg.text(NAMES - 8.0, y + 12.0, "end", &bar.name);
		svg.push(&format!(
			r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="11" fill="{}"/>"#,
			zero.min(end),
			y + 3.0,
			(end - zero).abs().max(0.5),
			if bar.bad { COLOURS[1] } else { COLOURS[0] }
		));
		if let Some(bound) = bar.bound.filter(|bound| bound.is_finite()) {
			svg.line(end, y + 8.5, across(bound), y + 8.5, "#000000");
			svg.line(across(bound), y + 4.0, across(bound), y + 13.0, "#000000");
		}
	}
	svg.line(across(0.0), TOP, across(0.0), height - BOTTOM, "#000000");
	svg.text((NAMES + WIDTH - RIGHT) / 2.0, height - BOTTOM + 40.0, "middle", x_name);
	svg.end()
}

/// A range with round numbers at its ends.
struct Axis {
	from: f64,
	to: f64,
	step: f64,
}

impl Axis {
	fn over(values: impl Iterator<Item = f64>) -> Self {
		let (low, high) = values.fold((0.0f64, 0.0f64), |(l, h), v| (l.min(v), h.max(v)));
		let span = if high > low { high - low } else { 1.0 };
		let raw = span / 5.0;
		let magnitude = 10f64.powf(raw.log10().floor());
		let step = [1.0, 2.0, 5.0, 10.0]
			.iter()
			.map(|factor| factor * magnitude)
			.find(|step| *step >= raw * 0.999)
			.unwrap_or(magnitude * 10.0);
		let (from, to) = ((low / step).floor() * step, (high / step).ceil() * step);
		Self { from, to: if to > from { to } else { from + step }, step }
	}

	/// Where in the range a value lies, 0 to 1.
	fn part(&self, value: f64) -> f64 {
		(value - self.from) / (self.to - self.from)
	}

	fn across(&self, value: f64) -> f64 {
		LEFT + self.part(value) * (WIDTH - LEFT - RIGHT)
	}

	fn up(&self, value: f64) -> f64 {
		HEIGHT - BOTTOM - self.part(value) * (HEIGHT - TOP - BOTTOM)
	}

	fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
		let count = ((self.to - self.from) / self.step).round() as u32;
		(0..=count).map(|at| self.from + f64::from(at) * self.step)
	}
}

/// As many digits after the point as the step needs, and thousands apart.
fn number(value: f64, step: f64) -> String {
	let digits = (-step.log10().floor()).clamp(0.0, 9.0) as usize;
	// No "-0" where a sum of steps misses zero.
	let value = if value.abs() < step * 1e-6 { 0.0 } else { value };
	let text = format!("{:.digits$}", value.abs());
	let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
	let mut out = String::new();
	for (at, digit) in whole.chars().enumerate() {
		if at > 0 && (whole.len() - at).is_multiple_of(3) {
			out.push(',');
		}
		out.push(digit);
	}
	if !part.is_empty() {
		let _ = write!(out, ".{part}");
	}
	if value < 0.0 {
		format!("−{out}")
	} else {
		out
	}
}

/// The text of a picture.
struct Svg {
	text: String,
	height: f64,
}

impl Svg {
	fn new(title: &str, height: f64) -> Self {
		let mut svg = Self { text: String::new(), height };
		let _ = writeln!(
			svg.text,
			r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="11">
<title>{0}</title>
<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>
<text x="{1}" y="18" font-size="14" text-anchor="middle">{0}</text>"##,
			escaped(title),
			WIDTH / 2.0
		);
		svg
	}

	fn push(&mut self, element: &str) {
		let _ = writeln!(self.text, "{element}");
	}

	fn line(&mut self, x1: f64, y1: f64, x2: f64, y2: f64, colour: &str) {
		self.push(&format!(
			r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="{colour}"/>"#
		));
	}

	fn text(&mut self, x: f64, y: f64, anchor: &str, words: &str) {
		let words = escaped(words);
		self.push(&format!(r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}">{words}</text>"#));
	}

	fn axes(&mut self, x: &Axis, y: &Axis, x_name: &str, y_name: &str) {
		let (bottom, right) = (self.height - BOTTOM, WIDTH - RIGHT);
		for tick in y.ticks() {
			self.line(LEFT, y.up(tick), right, y.up(tick), "#dddddd");
			self.text(LEFT - 6.0, y.up(tick) + 4.0, "end", &number(tick, y.step));
		}
		for tick in x.ticks() {
			self.line(x.across(tick), bottom, x.across(tick), bottom + 4.0, "#000000");
			self.text(x.across(tick), bottom + 16.0, "middle", &number(tick, x.step));
		}
		self.line(LEFT, TOP, LEFT, bottom, "#000000");
		self.line(LEFT, y.up(0.0), right, y.up(0.0), "#000000");
		self.text((LEFT + right) / 2.0, bottom + 32.0, "middle", x_name);
		let middle = (TOP + bottom) / 2.0;
		let words = escaped(y_name);
		self.push(&format!(
			r#"<text x="14" y="{middle:.1}" text-anchor="middle" transform="rotate(-90 14 {middle:.1})">{words}</text>"#
		));
	}

	/// Entry `at` of `of` in one row under the axes.
	fn legend(&mut self, at: usize, of: usize, colour: &str, name: &str) {
		let wide = (WIDTH - LEFT - RIGHT) / of as f64;
		let (x, y) = (LEFT + wide * at as f64, self.height - 12.0);
		self.push(&format!(
			r#"<rect x="{x:.1}" y="{:.1}" width="12" height="3" fill="{colour}"/>"#,
			y - 5.0
		));
		self.text(x + 16.0, y, "start", name);
	}

	fn end(mut self) -> String {
		self.text.push_str("</svg>\n");
		self.text
	}
}

fn escaped(words: &str) -> String {
	words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn points_lie_between_the_axes_and_highest_is_uppermost() {
		let series = [Series::new("a < b", vec![(0.0, 0.0), (5.0, 10.0), (10.0, 2.0)])];
		let svg = lines("t & u", "days", "credits", &series);
		assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
		assert!(svg.contains("t &amp; u") && svg.contains("a &lt; b"));
		let points = svg.split("points=\"").nth(1).unwrap().split('"').next().unwrap();
		let points: Vec<(f64, f64)> = points
			.split(' ')
			.map(|point| point.split_once(',').unwrap())
			.map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
			.collect();
		assert_eq!(points.len(), 3);
		assert_eq!(points[0], (LEFT, HEIGHT - BOTTOM));
		assert_eq!(points[1].1, TOP);
		assert_eq!(points[2].0, WIDTH - RIGHT);
	}

	#[test]
	fn ticks_are_round_and_cover_the_values() {
		let axis = Axis::over([-3.0, 17.0].into_iter());
		assert!(axis.from <= -3.0 && axis.to >= 17.0);
		assert_eq!(axis.ticks().collect::<Vec<_>>(), [-5.0, 0.0, 5.0, 10.0, 15.0, 20.0]);
		let flat = Axis::over(std::iter::empty());
		assert!(flat.to > flat.from);
	}

	#[test]
	fn numbers_have_the_digits_their_step_needs() {
		assert_eq!(number(1_234_567.0, 1_000.0), "1,234,567");
		assert_eq!(number(-0.25, 0.05), "−0.25");
		assert_eq!(number(-1e-12, 0.1), "0.0");
		assert_eq!(number(100.0, 50.0), "100");
	}

	#[test]
	fn bar_that_is_bad_stands_out() {
		let bar = |bound, bad| Bar { name: "x".into(), value: -1.0, bound, bad };
		assert!(bars("t", "p", &[bar(Some(0.5), true)]).contains(COLOURS[1]));
		let fine = bars("t", "p", &[bar(Some(-0.5), false), bar(None, false)]);
		assert!(!fine.contains(COLOURS[1]) && fine.contains(COLOURS[0]));
	}
}
