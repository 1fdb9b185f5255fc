//! placeholder
use frame_support::weights::Weight;
/// x
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
