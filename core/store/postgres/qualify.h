// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace vci::store::postgres {

/// The statements with the schema before every name of the store's that stands bare: of a table or view behind FROM, JOIN, INTO,
/// UPDATE or USING; of a function vci_…(); and of what a literal names to has_table_privilege() and its like. All else that is
/// quoted stays as it is. So no search_path needs to hold a schema that others can make functions and operators in.
/// quotedSchema: an SQL identifier.
[[nodiscard]] std::string qualified(std::string_view sql, std::string_view quotedSchema);

}  // namespace vci::store::postgres
