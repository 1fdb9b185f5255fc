//! Renders the scene on standard input (see `scene.rs` for its form) and writes
//! a PNG picture to standard output.
//!
//! Only the five operations that IEEE 754 defines exactly (+ − × ÷ √) are used,
//! so the picture is the same, bit for bit, on every machine.

mod picture;
mod scene;
mod trace;
mod vector;

use std::{
	error::Error,
	io::{self, Read, Write},
	process::ExitCode,
};

fn render(text: &str, mut to: impl Write) -> Result<(), Box<dyn Error>> {
	let scene = scene::parse(text)?;
	let pixels = trace::pixels(&scene);
	to.write_all(&picture::png(scene.width, scene.height, &pixels))?;
	to.flush()?;
	Ok(())
}

fn main() -> ExitCode {
	let mut text = String::new();
	let read = io::stdin().read_to_string(&mut text).map_err(Box::<dyn Error>::from);
	let done = read.and_then(|_| render(&text, io::stdout().lock()));
	match done {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_sample_becomes_a_picture_of_its_size() {
		let mut file = Vec::new();
		render(include_str!("../../samples/scene.txt"), &mut file).unwrap();
		let mut reader = png::Decoder::new(io::Cursor::new(file)).read_info().unwrap();
		let mut pixels = vec![0; 320 * 240 * 3];
		let info = reader.next_frame(&mut pixels).unwrap();
		assert_eq!((info.width, info.height), (320, 240));
		let mean = pixels.iter().map(|p| u64::from(*p)).sum::<u64>() / pixels.len() as u64;
		assert!((40..220).contains(&mean), "neither dark nor blank: {mean}");
	}
}
