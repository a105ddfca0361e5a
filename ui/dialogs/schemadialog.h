// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/administration.h"

#include <QDialog>

namespace vci::ui {

/// What is wrong with the schema or the login of a database: each difference to what was shipped, with both sides.
class SchemaDialog : public QDialog {
    Q_OBJECT

public:
    SchemaDialog(const store::DatabaseStatus& status, QWidget* parent);
};

/// How many things schemaWarnings() would have to say, as a chip says it; empty where all is as it should be.
[[nodiscard]] QString schemaChip(const store::DatabaseStatus& status);

}  // namespace vci::ui
