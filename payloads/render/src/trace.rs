//! From a scene to pixels: rays from the eye, one shadow ray a hit, mirrors.

use crate::{scene::Scene, vector::Vector};

/// Times a ray is mirrored at most.
const BOUNCES: u32 = 4;
/// Rays a pixel, along each side.
const SAMPLES: u32 = 2;
/// Light that reaches every place.
const AMBIENT: f64 = 0.22;
/// How far a ray starts from the surface it leaves, in metres.
const STEP: f64 = 1e-6;
/// Distance at which the floor has half faded into the sky, in metres.
const HAZE: f64 = 30.0;

#[derive(Clone, Copy)]
struct Ray {
	from: Vector,
	to: Vector,
}

/// What a ray meets.
struct Hit {
	distance: f64,
	normal: Vector,
	colour: Vector,
	mirror: f64,
}

/// The picture: three bytes a pixel, from the top left.
pub fn pixels(scene: &Scene) -> Vec<u8> {
	let forward = (scene.look - scene.camera).unit();
	let right = Vector(0.0, 1.0, 0.0).cross(forward).unit();
	let up = forward.cross(right);
	let (width, height) = (f64::from(scene.width), f64::from(scene.height));
	let mut pixels = Vec::new();
	for y in 0..scene.height {
		for x in 0..scene.width {
			let mut colour = Vector::default();
			for sample in 0..SAMPLES * SAMPLES {
				let part = |index: u32| (f64::from(index) + 0.5) / f64::from(SAMPLES);
				let across = 2.0 * (f64::from(x) + part(sample % SAMPLES)) / width - 1.0;
				let down = (2.0 * (f64::from(y) + part(sample / SAMPLES)) - height) / width;
				let to = (forward * scene.zoom + right * across - up * down).unit();
				colour = colour + light(scene, Ray { from: scene.camera, to }, BOUNCES);
			}
			let colour = colour * (1.0 / f64::from(SAMPLES * SAMPLES));
			pixels.extend([colour.0, colour.1, colour.2].map(byte));
		}
	}
	pixels
}

/// Brightness as a byte; the square root stands for the screen's gamma.
fn byte(brightness: f64) -> u8 {
	(brightness.clamp(0.0, 1.0).sqrt() * 255.0 + 0.5) as u8
}

/// Light that comes along a ray.
fn light(scene: &Scene, ray: Ray, bounces: u32) -> Vector {
	let sky = Vector(1.0, 1.0, 1.0).mix(scene.sky, (ray.to.1 * 1.6).clamp(0.0, 1.0));
	let Some(hit) = nearest(scene, ray) else { return sky };
	let place = ray.from + ray.to * hit.distance + hit.normal * STEP;
	let to_light = (scene.light - place).unit();
	let shadow = Ray { from: place, to: to_light };
	let lit = if scene.spheres.iter().any(|s| meet(s.centre, s.radius, shadow).is_some()) {
		0.0
	} else {
		hit.normal.dot(to_light).max(0.0)
	};
	let mut colour = hit.colour * (AMBIENT + (1.0 - AMBIENT) * lit);
	let mirrored = ray.to - hit.normal * (2.0 * ray.to.dot(hit.normal));
	if lit > 0.0 && hit.mirror > 0.0 {
		colour = colour + Vector(1.0, 1.0, 1.0) * (0.6 * gloss(mirrored.dot(to_light)));
	}
	if hit.mirror > 0.0 && bounces > 0 {
		let seen = light(scene, Ray { from: place, to: mirrored }, bounces - 1);
		colour = colour.mix(seen, hit.mirror);
	}
	let haze = hit.distance / (hit.distance + HAZE);
	colour.mix(sky, haze * haze)
}

/// The 32nd power: how a highlight falls off.
fn gloss(cosine: f64) -> f64 {
	(0..5).fold(cosine.max(0.0), |power, _| power * power)
}

fn nearest(scene: &Scene, ray: Ray) -> Option<Hit> {
	let floor = (ray.to.1 < 0.0)
		.then(|| -ray.from.1 / ray.to.1)
		.filter(|distance| *distance > STEP)
		.map(|distance| {
			let place = ray.from + ray.to * distance;
			let odd = (place.0.floor() + place.2.floor()) * 0.5;
			let square = usize::from(odd != odd.floor());
			let normal = Vector(0.0, 1.0, 0.0);
			Hit { distance, normal, colour: scene.floor[square], mirror: 0.0 }
		});
	scene.spheres.iter().fold(floor, |best, sphere| {
		let Some(distance) = meet(sphere.centre, sphere.radius, ray) else { return best };
		if best.as_ref().is_some_and(|b| b.distance <= distance) {
			return best;
		}
		let normal = (ray.from + ray.to * distance - sphere.centre).unit();
		Some(Hit { distance, normal, colour: sphere.colour, mirror: sphere.mirror })
	})
}

/// Distance at which a ray enters a sphere.
fn meet(centre: Vector, radius: f64, ray: Ray) -> Option<f64> {
	let from = ray.from - centre;
	let half = from.dot(ray.to);
	let root = half * half - (from.dot(from) - radius * radius);
	if root < 0.0 {
		return None;
	}
	let distance = -half - root.sqrt();
	(distance > STEP).then_some(distance)
}
