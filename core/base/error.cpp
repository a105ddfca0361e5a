// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/error.h"

#include <utility>

namespace vci {

std::string_view codeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Usage:
        return "usage";
    case ErrorCode::InvalidTime:
        return "invalid_time";
    case ErrorCode::InvalidId:
        return "invalid_id";
    case ErrorCode::NotFound:
        return "not_found";
    case ErrorCode::NoSuchField:
        return "no_such_field";
    case ErrorCode::InvalidPayload:
        return "invalid_payload";
    case ErrorCode::PayloadTooLarge:
        return "payload_too_large";
    case ErrorCode::UnknownEventType:
        return "unknown_event_type";
    case ErrorCode::SequenceConflict:
        return "sequence_conflict";
    case ErrorCode::IdConflict:
        return "id_conflict";
    case ErrorCode::InvalidCatalog:
        return "invalid_catalog";
    case ErrorCode::InvalidMap:
        return "invalid_map";
    case ErrorCode::TenantRequired:
        return "tenant_required";
    case ErrorCode::NotPermitted:
        return "not_permitted";
    case ErrorCode::NotSupported:
        return "not_supported";
    case ErrorCode::Unreachable:
        return "unreachable";
    case ErrorCode::NotACaseFile:
        return "not_a_case_file";
    case ErrorCode::NewerVersion:
        return "newer_version";
    case ErrorCode::Locked:
        return "locked";
    case ErrorCode::ReadOnly:
        return "read_only";
    case ErrorCode::Sealed:
        return "sealed";
    case ErrorCode::SealBroken:
        return "seal_broken";
    case ErrorCode::Damaged:
        return "damaged";
    case ErrorCode::Io:
        return "io";
    case ErrorCode::AlreadyExists:
        return "already_exists";
    case ErrorCode::BehindJournal:
        return "behind_journal";
    case ErrorCode::Inconsistent:
        return "inconsistent";
    case ErrorCode::NotProvable:
        return "not_provable";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

Error makeError(ErrorCode code, std::string message)
{
    return Error{code, std::move(message), {}};
}

Error cancelled()
{
    return makeError(ErrorCode::Cancelled, "cancelled");
}

}  // namespace vci
