//! The exports of each operation.

use wasm_bindgen::prelude::*;

use super::{request, response};
use crate::operation;

macro_rules! operations {
    ($($operation:ident: $request:ident as $js_request:ident, $parse:ident as $js_parse:ident, $check:ident as $js_check:ident;)*) => {
        $(
            #[doc = concat!("`", stringify!($js_request), "`")]
            #[wasm_bindgen(js_name = $js_request, skip_typescript)]
            pub fn $request(input: JsValue, config: JsValue) -> Result<JsValue, JsValue> {
                request::request::<operation::$operation>(&input, &config)
            }

            #[doc = concat!("`", stringify!($js_parse), "`")]
            #[wasm_bindgen(js_name = $js_parse, skip_typescript)]
            pub fn $parse(response: JsValue) -> Result<JsValue, JsValue> {
                response::parse::<operation::$operation>(&response)
            }

            #[doc = concat!("`", stringify!($js_check), "`")]
            #[wasm_bindgen(js_name = $js_check, skip_typescript)]
            pub fn $check(response: JsValue) -> Result<JsValue, JsValue> {
                response::check::<operation::$operation>(&response)
            }
        )*
    };
}

#[rustfmt::skip]
operations! {
    CancelImportTask: cancel_import_task_request as cancelImportTaskRequest, parse_cancel_import_task_response as parseCancelImportTaskResponse, check_cancel_import_task_response as checkCancelImportTaskResponse;
    GetImportTask: get_import_task_request as getImportTaskRequest, parse_get_import_task_response as parseGetImportTaskResponse, check_get_import_task_response as checkGetImportTaskResponse;
    ListImportTasks: list_import_tasks_request as listImportTasksRequest, parse_list_import_tasks_response as parseListImportTasksResponse, check_list_import_tasks_response as checkListImportTasksResponse;
    CancelExportTask: cancel_export_task_request as cancelExportTaskRequest, parse_cancel_export_task_response as parseCancelExportTaskResponse, check_cancel_export_task_response as checkCancelExportTaskResponse;
}
