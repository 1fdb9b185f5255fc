//! Exponential decay in whole numbers: `amount × 2^-x`.
//!
//! 2^-x is the product of the roots 2^-(2^-k) for the bits of x after the point, and
//! of exact halvings for those before it. Every step rounds down, so what remains is
//! never more than the true value; it is less by at most one unit, the last rounding,
//! for amounts below 2^100.
//!
//! Decay in two parts is therefore never more than decay at once: the factors lie
//! within 2^-120 of the truth, so it could only seem more where the true value lies
//! that near above a whole number.

use atous_primitives::Credit;

/// One halving, as halvings are counted here: in parts of 2^64.
pub const HALVING: u128 = 1 << 64;

/// One, as factors are written here: in parts of 2^127.
const ONE: u128 = 1 << 127;

/// What remains of `amount` after `halvings`, in parts of [`HALVING`], rounded down.
/// Amounts below zero count as zero.
///
/// ```
/// use pallet_credit::decay::{decay, HALVING};
///
/// assert_eq!(decay(1_000, HALVING), 500);
/// assert_eq!(decay(1_000, HALVING / 2), 707);
/// ```
pub fn decay(amount: Credit, halvings: u128) -> Credit {
	let whole = halvings >> 64;
	if amount <= 0 || whole >= 127 {
		return 0;
	}
	let fraction = halvings as u64;
	let mut factor = ONE;
	for (place, root) in ROOTS.iter().enumerate() {
		if fraction & (1 << (63 - place)) != 0 {
			factor = times(factor, *root);
		}
	}
	// At most `amount`, so it fits.
	(times(amount.unsigned_abs(), factor) >> whole) as Credit
}

/// The product of a number below 2^127, or [`ONE`], and a factor of at most [`ONE`],
/// rounded down.
fn times(number: u128, factor: u128) -> u128 {
	const LOW: u128 = u64::MAX as u128;
	let (a1, a0) = (number >> 64, number & LOW);
	let (b1, b0) = (factor >> 64, factor & LOW);
	let (low, cross, other, high) = (a0 * b0, a0 * b1, a1 * b0, a1 * b1);
	// Three numbers below 2^64.
	let middle = (low >> 64) + (cross & LOW) + (other & LOW);
	let high = high + (cross >> 64) + (other >> 64) + (middle >> 64);
	// The product is at most 2^254, so its upper half is below 2^127.
	(high << 1) | ((middle >> 63) & 1)
}

/// 2^-(2^-k) for k from 1 to 64, in parts of 2^127, rounded down.
const ROOTS: [u128; 64] = [
	0x5a827999_fcef3242_2cbec4d9_baa55f4f,
	0x6ba27e65_6b4eb57a_1cd345dc_c8169fef,
	0x75606373_ee921c97_6816bad9_b8372a7d,
	0x7a92be8a_92436616_3dce863d_76cc07e1,
	0x7d41d96d_b915019d_3e12dd8a_18aebfe6,
	0x7e9f0606_7a4360ba_429f9d2c_98f07701,
	0x7f4f08ae_3dc7c425_d6e92cca_f3ce9784,
	0x7fa765ac_a88f6452_980dd10b_f78c6ebe,
	0x7fd3ab29_0e46d768_cf9d0da4_7dca62c4,
	0x7fe9d3a8_e07bf085_e9dcfc57_0097df03,
	0x7ff4e959_7bed93aa_eef8e945_1bc521c6,
	0x7ffa748d_ff8dc61e_c419c707_5f942526,
	0x7ffd3a3f_50020332_11c7c97b_c9202c02,
	0x7ffe9d1d_bc0a75a9_e6bb14eb_87f508b5,
	0x7fff4e8e_6306ed58_936f0d76_2543f3dc,
	0x7fffa747_12c3cdfd_04f51319_b012060d,
	0x7fffd3a3_81b1fa28_aa136bb6_3b15b5b0,
	0x7fffe9d1_beed0189_9def43d4_1bce4499,
	0x7ffff4e8_defb81d7_790f526e_7d83416c,
	0x7ffffa74_6f5f012f_1209451e_a30398f8,
	0x7ffffd3a_37a7d0a8_33c47de4_4ba85fb8,
	0x7ffffe9d_1bd1fc58_3f3e2438_ee006bb7,
	0x7fffff4e_8de8832d_284b893a_bc978e41,
	0x7fffffa7_46f422d6_d63b921e_6848a59b,
	0x7fffffd3_a37a09bb_7ba09266_a418c36a,
	0x7fffffe9_d1bd02f1_c1f0a648_139e4a7a,
	0x7ffffff4_e8de80fd_e2005fc1_16e49b5a,
	0x7ffffffa_746f4060_314231b2_ca4db0d7,
	0x7ffffffd_3a37a028_68b19923_5450704d,
	0x7ffffffe_9d1bd012_485cec9e_d1e0f5e7,
	0x7fffffff_4e8de808_a92f7e52_085c755b,
	0x7fffffff_a746f404_35d80129_96b8f2a6,
	0x7fffffff_d3a37a02_133c1114_ed551e7d,
	0x7fffffff_e9d1bd01_07b20caa_7ed3776e,
	0x7fffffff_f4e8de80_835e075d_41694da0,
	0x7fffffff_fa746f40_419043f0_a1333645,
	0x7fffffff_fd3a37a0_20c07208_d0b9145f,
	0x7fffffff_fe9d1bd0_105e4d08_8864632b,
	0x7fffffff_ff4e8de8_082eab85_4c342729,
	0x7fffffff_ffa746f4_04173702_e81a90e4,
	0x7fffffff_ffd3a37a_020b93d1_848d67c3,
	0x7fffffff_ffe9d1bd_0105c7fc_c666bbb5,
	0x7fffffff_fff4e8de_8082e383_643b5fcf,
	0x7fffffff_fffa746f_404171a2_f25fb065,
	0x7fffffff_fffd3a37_a020b8c9_c9405851,
	0x7fffffff_fffe9d1b_d0105c62_f8a44c30,
	0x7fffffff_ffff4e8d_e8082e31_01532e1a,
	0x7fffffff_ffffa746_f4041718_61e9d90d,
	0x7fffffff_ffffd3a3_7a020b8c_2944fd06,
	0x7fffffff_ffffe9d1_bd0105c6_12b682a3,
	0x7fffffff_fffff4e8_de8082e3_08e04259,
	0x7fffffff_fffffa74_6f404171_8451616e,
	0x7fffffff_fffffd3a_37a020b8_c22100c7,
	0x7fffffff_fffffe9d_1bd0105c_610e9468,
	0x7fffffff_ffffff4e_8de8082e_3086cf35,
	0x7fffffff_ffffffa7_46f40417_184348da,
	0x7fffffff_ffffffd3_a37a020b_8c219cbd,
	0x7fffffff_ffffffe9_d1bd0105_c610cc72,
	0x7fffffff_fffffff4_e8de8082_e30865be,
	0x7fffffff_fffffffa_746f4041_718432c0,
	0x7fffffff_fffffffd_3a37a020_b8c21958,
	0x7fffffff_fffffffe_9d1bd010_5c610caa,
	0x7fffffff_ffffffff_4e8de808_2e308654,
	0x7fffffff_ffffffff_a746f404_1718432a,
];
