//! Tests by feature. Each ends with every invariant checked.

mod bonds;
mod decay;
mod demurrage;
mod enroll;
mod governance;
mod history;
mod leave;
mod levies;
mod limit;
mod matching;
mod migration;
mod model;
mod random;
mod rate;
mod rebuild;
mod reserve;
mod secure;
mod settle;
mod vesting;
mod views;
mod world;
mod write_off;
