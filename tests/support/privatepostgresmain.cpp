// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// vci_private_postgres [CALLS]: starts a private cluster with the stock database (default 2000 calls), prints the URI of its
// owner and, on a second line, of a login under row security; stops when standard input ends.

#include "tests/support/privatepostgres.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    auto cluster = vci::test::PrivatePostgres::start();
    if (!cluster.ok()) {
        std::cerr << cluster.error().message << '\n';
        return EXIT_FAILURE;
    }
    const int calls = argc > 1 ? std::atoi(argv[1]) : 2000;
    const QString database = QStringLiteral("stock");
    if (auto loaded = cluster.value()->loadStock(database, calls); !loaded.ok()) {
        std::cerr << loaded.error().message << '\n';
        return EXIT_FAILURE;
    }
    std::cout << cluster.value()->uri(database).toStdString() << '\n'
              << cluster.value()->uri(database, QStringLiteral("stock_auditor")).toStdString() << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
    }
    return EXIT_SUCCESS;
}
