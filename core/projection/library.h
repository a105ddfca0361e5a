// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/definition.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace vci::projection {

/// The projections in force: the built-in ones, and those of a folder that replace or join them. Immutable.
class Library {
public:
    /// catalog upcasts events for them and is part of their versions. Every `*.json` of folder is read, but for
    /// `projection.schema.json`; one named as a built-in replaces it. Errors: Io; InvalidCatalog with file and JSON Pointer, also
    /// for two files of the folder with the same name.
    [[nodiscard]] static Result<Library> load(std::shared_ptr<const catalog::Catalog> catalog,
                                              const std::optional<std::filesystem::path>& folder = std::nullopt);

    [[nodiscard]] const std::vector<std::shared_ptr<const Definition>>& all() const { return m_definitions; }  ///< by name
    /// nullptr where there is none of that name.
    [[nodiscard]] std::shared_ptr<const Definition> find(std::string_view name) const;
    [[nodiscard]] const std::shared_ptr<const catalog::Catalog>& catalog() const { return m_catalog; }

private:
    explicit Library(std::shared_ptr<const catalog::Catalog> catalog)
        : m_catalog(std::move(catalog))
    {
    }
    void add(std::shared_ptr<const Definition> definition);

    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::vector<std::shared_ptr<const Definition>> m_definitions;
};

}  // namespace vci::projection
