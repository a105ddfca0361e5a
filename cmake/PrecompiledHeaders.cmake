# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later

# What most files include of other people's headers, parsed once for everybody. A folder names its set in VCI_PRECOMPILED. Sources
# include what they use all the same: nothing may depend on these lists.
set(standardHeaders <algorithm> <array> <charconv> <chrono> <cstddef> <cstdint> <cstring> <filesystem> <functional> <iterator>
    <limits> <map> <memory> <mutex> <optional> <set> <span> <stop_token> <string> <string_view> <thread> <tuple> <unordered_map>
    <unordered_set> <utility> <variant> <vector>)
set(coreHeaders <QByteArray> <QCoreApplication> <QDateTime> <QDir> <QFile> <QJsonArray> <QJsonDocument> <QJsonObject> <QList>
    <QMap> <QObject> <QRegularExpression> <QSet> <QString> <QStringList> <QTimer> <QVariant>)
set(widgetHeaders <QAbstractTableModel> <QAction> <QApplication> <QDialog> <QDialogButtonBox> <QHBoxLayout> <QHeaderView>
    <QKeyEvent> <QLabel> <QLineEdit> <QMenu> <QPainter> <QPlainTextEdit> <QPushButton> <QStyledItemDelegate> <QTableView>
    <QVBoxLayout> <QWidget>)

# vci_precompiled(<name> HEADERS … LINKS …): a set, compiled with the options of what it links.
function(vci_precompiled name)
    cmake_parse_arguments(ARG "" "" "HEADERS;LINKS" ${ARGN})
    add_library(vci_precompiled_${name} STATIC "${CMAKE_SOURCE_DIR}/cmake/precompiled.cpp")
    target_link_libraries(vci_precompiled_${name} PRIVATE vci::common ${ARG_LINKS})
    target_precompile_headers(vci_precompiled_${name} PRIVATE ${ARG_HEADERS})
endfunction()

# Has a target use the set of its folder.
function(vci_use_precompiled target)
    target_precompile_headers(${target} REUSE_FROM vci_precompiled_${VCI_PRECOMPILED})
endfunction()

set(VCI_PRECOMPILED standard)
vci_precompiled(standard HEADERS ${standardHeaders})
vci_precompiled(postgres HEADERS ${standardHeaders} <pqxx/pqxx> LINKS PkgConfig::PQXX)
vci_precompiled(qtcore HEADERS ${standardHeaders} ${coreHeaders} LINKS Qt6::Core)
if(NOT VCI_CORE_ONLY)
    vci_precompiled(qtwidgets HEADERS ${standardHeaders} ${coreHeaders} ${widgetHeaders} LINKS Qt6::Widgets)
endif()
