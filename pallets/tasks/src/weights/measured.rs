//! placeholder
use frame_support::weights::Weight;
/// x
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(1_000_000, 1_000).saturating_mul(1 + u64::from(c))
}
/// x
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_000_000, 1_000).saturating_mul(1 + u64::from(n))
}
/// x
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
/// x
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_000_000, 1_000).saturating_mul(1 + u64::from(n))
}
/// x
pub fn match_copies<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_000_000, 1_000).saturating_mul(1 + u64::from(n))
}
/// x
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(1_000_000, 1_000).saturating_mul(1 + u64::from(r))
}
/// x
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_000_000, 1_000)
}
