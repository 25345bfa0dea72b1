# Reliability, one-factor model, drivers, adjusted p-values. Needs psych and lavaan, and the inputs of make_survey.R.
# Usage: Rscript make_scale.R FOLDER
out <- commandArgs(TRUE)[1]; inputs <- file.path(out, "inputs")
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "common.R"))
suppressPackageStartupMessages({library(psych); library(lavaan)})
scale_case <- function(id, file, items) {
  x <- read.csv(file.path(inputs, file), check.names = FALSE)[items]; full <- x[complete.cases(x), ]
  alpha_of <- function(x) suppressWarnings(psych::alpha(x, check.keys = FALSE, warnings = FALSE))
  pairs <- alpha_of(x); whole <- alpha_of(full); m <- cfa(paste("f =~", paste(items, collapse = " + ")), data = full, estimator = "ML", std.lv = TRUE)
  e <- parameterEstimates(m); std <- standardizedSolution(m); l <- e$est[e$op == "=~"]; rest <- e$est[e$op == "~~" & e$lhs %in% items & e$lhs == e$rhs]
  list(id = id, file = file, statistic = "scale", items = I(items), n_rows = nrow(x), n_complete = nrow(full), alpha_pairwise = pairs$total$raw_alpha,
       alpha_pairwise_std = pairs$total$std.alpha, alpha_complete = whole$total$raw_alpha, alpha_complete_std = whole$total$std.alpha,
       alpha_if_dropped = I(whole$alpha.drop$raw_alpha), item_rest_cor = I(whole$item.stats$r.drop),
       alpha_feldt_ci95 = I(as.numeric(unlist(whole$feldt[c("lower.ci", "upper.ci")]))),
       cfa_ml = list(loadings_std = I(std$est.std[std$op == "=~"]), loadings = I(l), residual_var = I(rest), omega_total = sum(l)^2 / (sum(l)^2 + sum(rest))))
}
## LMG by its definition: the gain in R squared of lm, averaged over all orders in which the drivers can enter
lmg <- function(X, y) {
  p <- ncol(X); r2 <- function(S) if (!length(S)) 0 else summary(lm(y ~ ., data = cbind(X[S], y = y)))$r.squared
  subsets <- function(o) unlist(lapply(0:length(o), function(s) if (s) lapply(combn(length(o), s, simplify = FALSE), function(i) o[i]) else list(integer(0))), FALSE)
  sapply(1:p, function(j) sum(sapply(subsets(setdiff(1:p, j)), function(S) factorial(length(S)) * factorial(p - length(S) - 1) / factorial(p) * (r2(c(S, j)) - r2(S)))))
}
driver_case <- function(id, file, outcome, drivers) {
  d <- read.csv(file.path(inputs, file), check.names = FALSE)[c(outcome, drivers)]; d <- d[complete.cases(d), ]; X <- d[drivers]; y <- d[[outcome]]
  list(id = id, file = file, statistic = "key_drivers", outcome = outcome, drivers = I(drivers), n = nrow(d),
       r2 = summary(lm(y ~ ., data = cbind(X, y = y)))$r.squared, lmg_shapley = I(lmg(X, y)))
}
P <- list(ties = c(.01, .01, .02, .02, .5, 1, 0), one = .03, with_missing = c(.01, NA, .04, .03),
          a = c(.001, .008, .039, .041, .042, .06, .074, .205, .212, .216, .222, .251, .269, .275, .34, .341, .384, .569, .594, .696, .762, .94, .942, .975, .986))
adjusted <- function(p) lapply(setNames(nm = c("bonferroni", "holm", "hochberg", "hommel", "BH", "BY")), function(m) I(p.adjust(p, m)))
write_cases(c(list(scale_case("api sat1..sat5", "apisrs.csv", paste0("sat", 1:5)), driver_case("api00 from five school variables", "apisrs.csv", "api00", c("meals", "ell", "mobility", "full", "avg.ed"))),
              lapply(names(P), function(n) list(id = paste("p.adjust", n), statistic = "multiplicity", p = I(P[[n]]), adjusted = adjusted(P[[n]])))),
            file.path(out, "scale_drivers_multiplicity.json"), paste("psych", packageVersion("psych"), "lavaan", packageVersion("lavaan")))
