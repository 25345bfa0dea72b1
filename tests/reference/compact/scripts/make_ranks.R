# Rank confidence sets by the R package csranks (Mogstad, Romano, Shaikh, Wilhelm); rank 1 = largest value.
# The sets come from simulated critical values, so each case is run with many seeds: the range of every bound
# over the seeds, and its commonest value. Usage: Rscript make_ranks.R FOLDER
out <- commandArgs(TRUE)[1]; inputs <- file.path(out, "inputs"); dir.create(inputs, FALSE, TRUE)
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "common.R")); suppressPackageStartupMessages(library(csranks))
commonest <- function(x) as.integer(names(sort(table(x), decreasing = TRUE))[1])
rank_case <- function(id, file, values, se, covariance = diag(d[[se]]^2), coverage = .95, stepdown = TRUE, simultaneous = TRUE, side = "two-sided", draws = 10000, seeds = 15) {
  d <- read.csv(file.path(inputs, file)); L <- U <- NULL
  for (seed in seq_len(seeds)) {
    z <- csranks(d[[values]], covariance, coverage = coverage, cstype = side, stepdown = stepdown, R = draws, simul = simultaneous, seed = seed)
    L <- rbind(L, z$L); U <- rbind(U, z$U)
  }
  of <- function(bounds, what) I(as.integer(apply(bounds, 2, what)))
  list(id = id, statistic = "rank_sets", file = file, value_column = values, se_column = se, coverage = coverage, stepdown = stepdown,
       simultaneous = simultaneous, cstype = side, R = draws, seeds = seeds, rank = I(as.integer(z$rank)), L_mode = of(L, commonest), U_mode = of(U, commonest),
       L_min = of(L, min), L_max = of(L, max), U_min = of(U, min), U_max = of(U, max))
}
## 100 units with 50 to 400 simple answers each
set.seed(11); n <- round(exp(runif(100, log(50), log(400)))); k <- rbinom(100, n, plogis(rnorm(100, 1.2, .6))); q <- (k + 2) / (n + 4)
units <- data.frame(unit = sprintf("U%04d", 1:100), n = n, k = k, p = k / n, se = sqrt(q * (1 - q) / (n + 4)))
write.csv(units, file.path(inputs, "ranks_units100.csv"), row.names = FALSE)
## correlated means: domains of a cluster sample
data(api); apiclus1$g <- cut(apiclus1$meals, c(-1, 15, 30, 45, 60, 80, 100))
s <- svyby(~api00, ~g, svydesign(id = ~dnum, weights = ~pw, data = apiclus1), svymean, covmat = TRUE); V <- as.matrix(vcov(s))
domains <- data.frame(domain = as.character(s$g), mean = as.numeric(coef(s)), se = as.numeric(SE(s)), setNames(as.data.frame(V), paste0("cov_", seq_len(nrow(V)))))
write.csv(domains, file.path(inputs, "ranks_clus1_domains.csv"), row.names = FALSE)
C <- list(rank_case("units100 simultaneous, step-down", "ranks_units100.csv", "p", "se", draws = 5000, seeds = 8),
          rank_case("units100 simultaneous, single step", "ranks_units100.csv", "p", "se", stepdown = FALSE, draws = 5000, seeds = 8),
          rank_case("units100 marginal", "ranks_units100.csv", "p", "se", simultaneous = FALSE, draws = 2000, seeds = 5),
          c(rank_case("domains, full covariance", "ranks_clus1_domains.csv", "mean", "se", covariance = V), covariance_columns = "cov_*"),
          rank_case("domains, diagonal", "ranks_clus1_domains.csv", "mean", "se"))
counts <- list(m8 = c(120, 118, 90, 89, 60, 30, 30, 5), m5 = c(400, 380, 150, 40, 2), zeros = c(50, 20, 3, 0, 0))
for (name in names(counts)) for (coverage in c(.9, .95)) for (simultaneous in c(TRUE, FALSE)) {
  z <- csranks_multinom(counts[[name]], coverage = coverage, simul = simultaneous)
  C[[length(C) + 1]] <- list(id = paste("multinomial", name, coverage, simultaneous), statistic = "rank_sets_multinomial", counts = I(counts[[name]]), coverage = coverage,
                             simultaneous = simultaneous, multcorr = "Holm", rank = I(as.integer(z$rank)), L = I(as.integer(z$L)), U = I(as.integer(z$U)))
}
write_cases(C, file.path(out, "ranks_csranks.json"), paste("csranks", packageVersion("csranks")))
