//! Tests by feature. Each ends with everything recounted.

mod adaptive;
mod audit;
mod backoff;
mod contracts;
mod crowding;
mod delivery;
mod dispute;
mod life;
mod matching;
mod numbers;
mod offers;
mod openness;
mod participation;
mod pricing;
mod queue;
mod random;
mod report;
mod seasoned;
mod submission;
mod time;
