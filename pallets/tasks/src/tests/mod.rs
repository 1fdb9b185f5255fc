//! Tests by feature. Each ends with everything recounted.

mod adaptive;
mod audit;
mod backoff;
mod bounds;
mod capacity;
mod crowding;
mod deposit;
mod exhausted;
mod fairness;
mod fit;
mod life;
mod matching;
mod numbers;
mod offers;
mod openness;
mod participation;
mod pricing;
mod queue;
mod quote;
mod random;
mod report;
mod seasoned;
mod share;
mod submission;
mod time;
mod urgency;
