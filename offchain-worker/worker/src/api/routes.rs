//! The routes of the local API.

use super::{state, Accepted, Api, Order, Stored, Submitted};
use crate::{
	chain::Task,
	daemon::deliveries::Delivery,
	error::{Failure, Kind},
	flags::{newest, Listed, Proof},
};
use atous_primitives::{views::Quote, TaskId};
use axum::{
	body::Bytes,
	extract::{DefaultBodyLimit, Path, State},
	http::{header, StatusCode},
	response::{IntoResponse, Response},
	routing::{get, post},
	Json, Router,
};
use serde_json::{json, Value};
use std::sync::Arc;

/// Routes that only tell.
pub fn public(api: Arc<Api>) -> Router {
	telling().with_state(api)
}

/// Routes for the user of the machine.
pub fn private(api: Arc<Api>) -> Router {
	let most =
		usize::try_from(api.context.config.store.max_content_mib << 20).unwrap_or(usize::MAX);
	telling()
		.route("/content", post(content))
		.route("/quote", post(quote))
		.route("/submit", post(submit))
		.route("/task/{task}", get(task))
		.route("/result/{task}", get(result))
		.route("/cancel/{task}", post(cancel))
		.route("/delivery/{task}", get(delivery))
		.route("/accept/{task}", post(accept))
		.route("/dispute/{task}", post(dispute))
		.route("/flags/newest/{count}", get(flags))
		.route("/flags/{index}/proof", get(proof))
		.layer(DefaultBodyLimit::max(most))
		.with_state(api)
}

fn telling() -> Router<Arc<Api>> {
	Router::new()
		.route("/live", get(|| async { Json(json!({ "live": true })) }))
		.route("/ready", get(ready))
		.route("/metrics", get(metrics))
		.route("/state", get(whole_state))
		.fallback(|| async {
			let what = "There is no such route; GET /state is a good start.";
			(StatusCode::NOT_FOUND, Json(Failure::new(Kind::Usage, what)))
		})
}

impl IntoResponse for Failure {
	fn into_response(self) -> Response {
		let status =
			StatusCode::from_u16(self.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
		(status, Json(self)).into_response()
	}
}

async fn ready(State(api): State<Arc<Api>>) -> Response {
	match state::not_ready(&api.context) {
		None => Json(json!({ "ready": true })).into_response(),
		Some(why) => {
			let body = Json(json!({ "ready": false, "reason": why }));
			(StatusCode::SERVICE_UNAVAILABLE, body).into_response()
		}
	}
}

async fn metrics(State(api): State<Arc<Api>>) -> Result<Response, Failure> {
	let stats = api.context.content.stats();
	api.context.metrics.store_bytes.set(i64::try_from(stats.bytes).unwrap_or(i64::MAX));
	let text =
		api.context.metrics.text().map_err(|why| Failure::internal("Encoding the metrics", why))?;
	Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

async fn whole_state(State(api): State<Arc<Api>>) -> Json<Value> {
	Json(state::state(&api.context))
}

async fn content(State(api): State<Arc<Api>>, bytes: Bytes) -> Result<Json<Stored>, Failure> {
	let cid = api.context.content.put(bytes.to_vec()).await?;
	Ok(Json(Stored { cid }))
}

async fn quote(
	State(api): State<Arc<Api>>,
	Json(order): Json<Order>,
) -> Result<Json<Quote>, Failure> {
	api.requests.quote(&order.header, order.queue).await.map(Json)
}

async fn submit(
	State(api): State<Arc<Api>>,
	Json(order): Json<Order>,
) -> Result<Json<Submitted>, Failure> {
	// In a task of its own: a client that hangs up must not leave a request half
	// noted.
	let submitted = tokio::spawn(async move { api.requests.submit(order).await });
	let task = submitted.await.map_err(|why| Failure::internal("Submitting a task", why))??;
	Ok(Json(Submitted { task }))
}

async fn task(
	State(api): State<Arc<Api>>,
	Path(task): Path<TaskId>,
) -> Result<Json<Task>, Failure> {
	api.requests.task(task).await.map(Json)
}

async fn result(
	State(api): State<Arc<Api>>,
	Path(task): Path<TaskId>,
) -> Result<Response, Failure> {
	let bytes = api.requests.result(task).await?;
	Ok(([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response())
}

async fn delivery(
	State(api): State<Arc<Api>>,
	Path(task): Path<TaskId>,
) -> Result<Json<Option<Delivery>>, Failure> {
	api.requests.delivery(task).await.map(Json)
}

async fn accept(
	State(api): State<Arc<Api>>,
	Path(task): Path<TaskId>,
) -> Result<Json<Accepted>, Failure> {
	let opening = api.requests.accept(task).await?;
	Ok(Json(Accepted { opening }))
}

async fn dispute(
	State(api): State<Arc<Api>>,
	Path(task): Path<TaskId>,
) -> Result<Json<Value>, Failure> {
	api.requests.dispute(task).await?;
	Ok(Json(json!({ "task": task, "disputed": true })))
}

async fn flags(
	State(api): State<Arc<Api>>,
	Path(count): Path<u64>,
) -> Result<Json<Vec<Listed>>, Failure> {
	newest(&*api.context.log, count).map(Json)
}

async fn proof(
	State(api): State<Arc<Api>>,
	Path(index): Path<u64>,
) -> Result<Json<Proof>, Failure> {
	let anchor = api.context.chain.anchor_of(&api.context.device).await?;
	Proof::make(&*api.context.log, api.context.device, index, anchor.as_ref()).map(Json)
}

async fn cancel(
	State(api): State<Arc<Api>>,
	Path(task): Path<TaskId>,
) -> Result<Json<Value>, Failure> {
	api.requests.cancel(task).await?;
	Ok(Json(json!({ "task": task, "cancelled": true })))
}
