//! Tests by feature. Each ends with everything recounted.

mod life;
mod matching;
mod offers;
mod queue;
mod random;
mod submission;
mod time;
