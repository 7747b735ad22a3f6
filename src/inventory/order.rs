//! Walking the fields, in page order or by how carefully they must be handled.

use std::cmp::Reverse;

use super::model::{FieldView, FlowView, MessageView, ServiceView};

/// Every field with what it belongs to, in page order.
pub fn fields(
    flows: &[FlowView],
) -> impl Iterator<Item = (&FlowView, &ServiceView, &MessageView, &FieldView)> {
    flows.iter().flat_map(|flow| {
        flow.services.iter().flat_map(move |service| {
            service.messages.iter().flat_map(move |message| {
                message.fields.iter().map(move |field| (flow, service, message, field))
            })
        })
    })
}

/// Sorts what stands for fields: personal data first, then what may be, by sensitivity from the highest, and page
/// order where that is equal.
pub fn personal_first<T>(items: &mut [T], field: impl Fn(&T) -> &FieldView) {
    items.sort_by_key(|item| {
        let field = field(item);
        (Reverse(field.personal_data), Reverse(field.sensitivity_rank))
    });
}
