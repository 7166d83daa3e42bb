#pragma once
// The annotator's model: everything learned, from one memory-mapped file. Immutable and safe to share between threads;
// copying is cheap (a shared pointer). Beside it only the word lists of the rules that mend trees are read.
//
//   Result<Model> model = Model::load("models/en.pxm");
//   if (!model) return fail(model.error());          // missing, cut off, damaged, made for another version

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace px {

struct ModelParts;  // model_parts.hpp, for this room only

class Model {
  public:
    /// `data_dir`: where the table trees/words.tsv is; empty = the folder "data" beside the model's own.
    [[nodiscard]] static Result<Model> load(const std::string& path, const std::string& data_dir = {});

    /// As the model's maker named it, with the checksum: "2026.11-1a2b3c4d". Part of every run's fingerprint.
    [[nodiscard]] const std::string& version() const;
    /// Of the tables read beside the model file; part of every run's fingerprint as well.
    [[nodiscard]] const std::string& table_fingerprint() const;
    /// Instruction set in use: "avx512", "avx2" or "base".
    [[nodiscard]] std::string_view kernels() const;

    [[nodiscard]] const ModelParts& parts() const { return *parts_; }

  private:
    std::shared_ptr<const ModelParts> parts_;
};

}  // namespace px
