//! The scene and the text it is described by: one thing a line, `#` begins a
//! comment, lengths in metres, colours as three numbers from 0 to 1.
//!
//! ```text
//! size    WIDTH HEIGHT      pixels, default 320 240, each at most 4096
//! camera  X Y Z             where the eye is
//! look    X Y Z             what it looks at
//! zoom    Z                 distance of the picture from the eye, in half widths
//! light   X Y Z
//! sky     R G B
//! floor   R G B  R G B      the two colours of its squares
//! sphere  X Y Z  RADIUS  R G B  MIRROR      mirror from 0 to 1
//! ```

use crate::vector::Vector;

/// Largest width and height, in pixels.
const MAX_SIDE: f64 = 4096.0;

/// A ball.
pub struct Sphere {
	/// Its centre.
	pub centre: Vector,
	/// Its radius.
	pub radius: f64,
	/// Its colour.
	pub colour: Vector,
	/// Share of the light that it mirrors, 0 to 1.
	pub mirror: f64,
}

/// Everything there is to see.
pub struct Scene {
	/// Width of the picture in pixels.
	pub width: u32,
	/// Height of the picture in pixels.
	pub height: u32,
	/// Where the eye is.
	pub camera: Vector,
	/// What it looks at.
	pub look: Vector,
	/// Distance of the picture from the eye, in half widths.
	pub zoom: f64,
	/// Where the light comes from.
	pub light: Vector,
	/// Colour of the sky at the top.
	pub sky: Vector,
	/// Colours of the floor's squares.
	pub floor: [Vector; 2],
	/// The balls.
	pub spheres: Vec<Sphere>,
}

impl Default for Scene {
	fn default() -> Self {
		Scene {
			width: 320,
			height: 240,
			camera: Vector(0.0, 1.5, -6.0),
			look: Vector(0.0, 0.7, 0.0),
			zoom: 1.8,
			light: Vector(5.0, 7.0, -4.0),
			sky: Vector(0.5, 0.7, 0.9),
			floor: [Vector(0.9, 0.9, 0.9), Vector(0.2, 0.2, 0.2)],
			spheres: Vec::new(),
		}
	}
}

/// Read a scene; the error says which line is wrong and how.
pub fn parse(text: &str) -> Result<Scene, String> {
	let mut scene = Scene::default();
	for (index, line) in text.lines().enumerate() {
		let line = line.split('#').next().unwrap_or_default();
		let mut words = line.split_whitespace();
		let Some(name) = words.next() else { continue };
		words
			.map(|word| word.parse::<f64>().ok().filter(|n| n.is_finite()))
			.collect::<Option<Vec<_>>>()
			.ok_or_else(|| "a number is not one".to_owned())
			.and_then(|numbers| set(&mut scene, name, &numbers))
			.map_err(|wrong| format!("line {}: {wrong}", index + 1))?;
	}
	Ok(scene)
}

fn set(scene: &mut Scene, name: &str, numbers: &[f64]) -> Result<(), String> {
	match (name, numbers) {
		("size", [width, height]) => {
			for side in [width, height] {
				if !(1.0..=MAX_SIDE).contains(side) {
					return Err(format!("width and height must be 1 to {MAX_SIDE}"));
				}
			}
			(scene.width, scene.height) = (*width as u32, *height as u32);
		}
		("camera", [x, y, z]) => scene.camera = Vector(*x, *y, *z),
		("look", [x, y, z]) => scene.look = Vector(*x, *y, *z),
		("zoom", [zoom]) => scene.zoom = *zoom,
		("light", [x, y, z]) => scene.light = Vector(*x, *y, *z),
		("sky", [r, g, b]) => scene.sky = Vector(*r, *g, *b),
		("floor", [r, g, b, s, h, c]) => {
			scene.floor = [Vector(*r, *g, *b), Vector(*s, *h, *c)];
		}
		("sphere", [x, y, z, radius, r, g, b, mirror]) => scene.spheres.push(Sphere {
			centre: Vector(*x, *y, *z),
			radius: *radius,
			colour: Vector(*r, *g, *b),
			mirror: mirror.clamp(0.0, 1.0),
		}),
		("size" | "camera" | "look" | "zoom" | "light" | "sky" | "floor" | "sphere", _) => {
			return Err(format!("`{name}` has too few or too many numbers"));
		}
		_ => return Err(format!("`{name}` is not known")),
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn errors_name_the_line() {
		assert_eq!(
			parse("\nsize 1").err().unwrap(),
			"line 2: `size` has too few or too many numbers"
		);
		assert_eq!(parse("cube 1").err().unwrap(), "line 1: `cube` is not known");
		assert_eq!(parse("zoom x").err().unwrap(), "line 1: a number is not one");
		assert!(parse("size 0 10").is_err());
	}
}
