// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/exitcode.h"

namespace vci::audit {

ExitCode exitCodeOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Usage:
    case ErrorCode::InvalidTime:
    case ErrorCode::InvalidId:
    case ErrorCode::NotFound:
    case ErrorCode::NoSuchField:
    case ErrorCode::InvalidPayload:
    case ErrorCode::PayloadTooLarge:
    case ErrorCode::UnknownEventType:
    case ErrorCode::SequenceConflict:
    case ErrorCode::IdConflict:
    case ErrorCode::InvalidCatalog:
    case ErrorCode::InvalidMap:
    case ErrorCode::TenantRequired:
    case ErrorCode::AlreadyExists:
        return ExitCode::Usage;
    case ErrorCode::SealBroken:
        return ExitCode::Found;
    case ErrorCode::NotPermitted:
    case ErrorCode::Sealed:
        return ExitCode::NotPermitted;
    case ErrorCode::NotSupported:
    case ErrorCode::Unreachable:
    case ErrorCode::NotACaseFile:
    case ErrorCode::NewerVersion:
    case ErrorCode::Locked:
    case ErrorCode::ReadOnly:
    case ErrorCode::Damaged:
    case ErrorCode::Io:
    case ErrorCode::Internal:
        return ExitCode::Unreachable;
    case ErrorCode::BehindJournal:
    case ErrorCode::Inconsistent:
        return ExitCode::Found;
    case ErrorCode::NotProvable:
        return ExitCode::NotProvable;
    case ErrorCode::Cancelled:
        return ExitCode::Interrupted;
    }
    return ExitCode::Unreachable;
}

}  // namespace vci::audit
