// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/answer.h"
#include "core/anchor/ethereum/rpcclient.h"
#include "core/anchor/verdict.h"
#include "core/base/result.h"
#include "core/json/value.h"

#include <optional>
#include <stop_token>
#include <string>

namespace vci::anchor::ethereum {

/// What an offline check needs of a transaction in a block (FORMAT.md).
struct Evidence {
    std::string rawTransaction;
    std::optional<std::string> header;  ///< RLP; absent where it could not be rebuilt
    std::string transactionProof;       ///< FORMAT.md, or `unavailable`
};

/// A transaction as an endpoint shows it, with everything checked that can be: its bytes give the hash, the block's transactions
/// give its transactionsRoot, the header's fields give its hash.
struct ShownTransaction {
    SeenTransaction seen;
    Evidence evidence;
};

/// One endpoint as a witness of the pinned chain. One thread. Errors of every call: Cancelled; anything else says why nothing of
/// what the endpoint says may count.
class Endpoint {
public:
    /// Errors: Usage for a URL that is none.
    [[nodiscard]] static Result<Endpoint> open(const std::string& url, http::Limits limits = {});

    [[nodiscard]] const std::string& name() const { return m_rpc->name(); }
    [[nodiscard]] RpcClient& rpc() { return *m_rpc; }
    /// Asks for the chain; an error for another one than chainId.
    [[nodiscard]] Result<void> checkChain(std::int64_t chainId, std::stop_token stop);
    /// The highest block that is final (ChainTrust::confirmations); -1 where there is none yet.
    [[nodiscard]] Result<std::int64_t> finalUpTo(std::optional<std::int64_t> confirmations, std::stop_token stop);
    /// Nothing where it is not known.
    [[nodiscard]] Result<std::optional<ShownTransaction>> transaction(const TxHash& hash, std::stop_token stop);
    /// The block at a height; nothing where there is none yet.
    [[nodiscard]] Result<std::optional<BlockHash>> hashAt(std::int64_t number, std::stop_token stop);

private:
    explicit Endpoint(std::unique_ptr<RpcClient> rpc)
        : m_rpc(std::move(rpc))
    {
    }
    [[nodiscard]] Result<json::Value> block(std::string_view method, const std::string& params, std::stop_token stop);
    [[nodiscard]] Result<std::optional<std::string>> rawBytes(const json::Value& transaction, const TxHash& hash,
                                                              std::stop_token stop);
    [[nodiscard]] Result<void> place(const json::Value& transaction, const TxHash& hash, ShownTransaction& shown,
                                     const std::stop_token& stop);
    [[nodiscard]] Result<std::optional<std::vector<std::string>>> rawTransactions(const json::Value& block,
                                                                                  const std::stop_token& stop);

    std::unique_ptr<RpcClient> m_rpc;
};

}  // namespace vci::anchor::ethereum
