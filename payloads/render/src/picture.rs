//! The picture's file: PNG with 8 bits a colour, as RFC 2083 describes it. Only
//! what is needed here, because a whole library would be half of the module.

use miniz_oxide::deflate::compress_to_vec_zlib;

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// Bits a sample, colour type RGB, and the only compression, filtering and
/// order of lines that are used.
const FORM: [u8; 5] = [8, 2, 0, 0, 0];
/// Each line is written as its difference from the line above.
const FILTER_UP: u8 = 2;
/// Effort of the compression, 0 to 10.
const EFFORT: u8 = 6;

/// The file with `pixels`, three bytes each, from the top left.
pub fn png(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
	let mut file = SIGNATURE.to_vec();
	let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
	header.extend(FORM);
	chunk(&mut file, b"IHDR", &header);
	chunk(&mut file, b"IDAT", &compress_to_vec_zlib(&filtered(width, pixels), EFFORT));
	chunk(&mut file, b"IEND", &[]);
	file
}

fn filtered(width: u32, pixels: &[u8]) -> Vec<u8> {
	let length = width as usize * 3;
	let mut above = vec![0; length];
	let mut lines = Vec::with_capacity(pixels.len() + pixels.len() / length);
	for line in pixels.chunks_exact(length) {
		lines.push(FILTER_UP);
		lines.extend(line.iter().zip(&above).map(|(here, up)| here.wrapping_sub(*up)));
		above.copy_from_slice(line);
	}
	lines
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
	let length = u32::try_from(data.len()).expect("4096 by 4096 pixels are fewer bytes");
	file.extend(length.to_be_bytes());
	let start = file.len();
	file.extend(name);
	file.extend(data);
	let check = crc32fast::hash(&file[start..]);
	file.extend(check.to_be_bytes());
}
