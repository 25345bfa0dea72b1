# Designs that the api data does not have: PSU codes that repeat, strata with weights and two or three finite
# stages, rows left out before the design, codes for "don't know". The population is simulated here.
# Usage: Rscript make_simulated.R FOLDER
out <- commandArgs(TRUE)[1]; inputs <- file.path(out, "inputs"); dir.create(inputs, FALSE, TRUE)
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "common.R"))
keep <- function(d, file) write.csv(d, file.path(inputs, file), row.names = FALSE, na = "")
save_cases <- function(cases, name, about) write_cases(cases, file.path(out, name), about)

set.seed(20260701)
rows <- list()
for (region in c("coast", "delta", "hills")) for (commune in seq_len(c(coast = 5, delta = 7, hills = 4)[[region]])) {
  level <- rnorm(1, c(coast = .4, delta = .1, hills = -.3)[[region]], .5)
  for (village in 1:3) for (person in seq_len(sample(3:5, 1))) {
    code <- function(shift) { x <- findInterval(rnorm(1, level + shift), c(-1.5, -.7, 0, .9)) + 1; if (runif(1) < .07) 9 else if (runif(1) < .06) NA else x }
    rows[[length(rows) + 1]] <- data.frame(region = region, commune = commune, village = village, wave = sample(c("2023", "2024"), 1),
      sex = sample(c("f", "m"), 1), age = sample(18:80, 1), w = round(runif(1, 20, 90), 2), N_communes = c(coast = 22, delta = 31, hills = 9)[[region]],
      N_villages = 6 + commune, wait = if (runif(1) < .1) NA else round(rexp(1, .1), 1), a = code(.2), b = code(0), c = code(-.2), d = code(.5))
  }
}
p <- do.call(rbind, rows); p$N_people <- ave(p$w, p$region, p$commune, p$village, FUN = length) * 20
p$person <- ave(p$w, p$region, p$commune, p$village, FUN = seq_along)
keep(p, "communes.csv")
S <- list(two = spec("communes.csv", c("commune", "village"), "region", "w", c("N_communes", "N_villages"), TRUE),
          drawn = spec("communes.csv", c("commune", "village"), "region", NULL, c("N_communes", "N_villages"), TRUE),
          three = spec("communes.csv", c("commune", "village", "person"), "region", "w", c("N_communes", "N_villages", "N_people"), TRUE),
          endless = spec("communes.csv", c("commune", "village"), "region", "w", NULL, TRUE),
          joint = spec("communes.csv", "region:commune", NULL, "w"),
          later = spec("communes.csv", "1", "region:sex", "w", row_filter = list(on("wave", "==", 2024), on("age", "<", 75))),
          older = spec("communes.csv", "commune", "region", "w", "N_communes", TRUE, row_filter = list(on("age", ">=", 30))))
good <- lapply(setNames(nm = c("a", "b", "c", "d")), function(x) on(x, ">=", 4, 9))
domains <- list(list(), list(on("sex", "==", "f")), list(on("region", "in", c("coast", "hills")), on("age", ">", 40)), list(on("commune", "in", c(1, 2))), list(on("wait", "<", 5)))
save_cases(unlist(lapply(S, function(s) c(lapply(domains, function(x) proportion_case(s, good$a, x)), list(proportion_case(s, on("d", "in", c(1, 2), 9), level = .9)))), FALSE),
           "simulated_proportions.json", "percentages under simulated designs")
save_cases(unlist(lapply(S, function(s) lapply(domains[1:3], function(x) mean_case(s, "wait", x, .9))), FALSE), "simulated_means.json", "means and totals")
save_cases(unlist(lapply(S, function(s) c(lapply(domains[1:3], function(x) composite_case(s, unname(good), domain = x)), list(composite_case(s, unname(good[1:2]), c(.7, .3))))), FALSE),
           "simulated_indices.json", "indices with codes for don't know")
save_cases(unlist(lapply(S, function(s) c(list(domains_case(s, good$b, "region"), domains_case(s, good$c, "commune", differences = 6), t_test_case(s, "wait", "sex", "m", "f")),
  if (is.null(s$row_filter)) list(wave_case(s, good$a, "2023", "2024")))), FALSE), "simulated_comparisons.json", "domains, waves, groups")

wanted <- list(list(indicator = good$a), list(mean_of = "age", domain_spec = list(on("sex", "==", "f"))), list(total_of = "wait"), list(by = "region", indicator = good$b))
targets <- list(sex = list(f = 4200, m = 4600), region = list(coast = 2500, delta = 4800, hills = 1500))
weighted <- function(s) {
  d <- design(s); freq <- function(name) setNames(data.frame(names(targets[[name]]), unlist(targets[[name]])), c(name, "Freq"))
  raked <- rake(d, list(~sex, ~region), list(freq("sex"), freq("region")), control = list(maxit = 1000, epsilon = 1e-10, verbose = FALSE))
  posted <- postStratify(d, ~region, freq("region")); w <- weights(posted)
  totals <- list(`(Intercept)` = 8800, sexm = 4600, age = 8800 * 47); line <- calibrate(d, ~sex + age, unlist(totals))
  margins <- list(margins = I(c("sex", "region")), targets = targets); edge <- list(lower = floor(quantile(w, .1)[[1]]) + .37, upper = floor(quantile(w, .9)[[1]]) + .37)
  list(c(weighting_case(s, "none", d, wanted), list()),
       c(weighting_case(s, "postStratify", posted, wanted), list(margins = I("region"), targets = targets["region"])),
       c(weighting_case(s, "rake", raked, wanted), margins),
       c(weighting_case(s, "calibrate", line, wanted), list(calfun = "linear", margins = I(c("sex", "age")), population_totals = totals)),
       c(weighting_case(s, "calibrate", calibrate(d, ~sex + age, unlist(totals), calfun = "raking"), wanted, "raking"), list(calfun = "raking", margins = I(c("sex", "age")), population_totals = totals)),
       c(weighting_case(s, "trim", trimWeights(posted, edge$upper, edge$lower, strict = TRUE), wanted), list(trim = edge, after = "postStratify", margins = I("region"), targets = targets["region"])),
       c(weighting_case(s, "trim", trimWeights(d, upper = 80, strict = TRUE), wanted, "trim alone"), list(trim = list(upper = 80))))
}
save_cases(unlist(lapply(S[c("two", "endless", "later")], weighted), FALSE), "simulated_weighting.json", "weights in row order after the row filter, estimates and their SEs")

## a stratum with one commune, at the first stage and inside a domain
q <- p[!(p$region == "hills" & p$commune > 1), ]; keep(q[c("region", "commune", "village", "sex", "w", "age", "a", "N_communes", "N_villages")], "communes_lonely.csv")
alone <- list(list(indicator = good$a, domain_spec = list()), list(mean_of = "age", domain_spec = list()), list(mean_of = "age", domain_spec = list(on("sex", "==", "f"))),
              list(mean_of = "age", domain_spec = list(on("commune", "<", 2))), list(total_of = "age", domain_spec = list(on("region", "!=", "hills"))))
g <- expand.grid(adjust = c(FALSE, TRUE), option = c("fail", "remove", "certainty", "adjust", "average"), finite = c(FALSE, TRUE), stringsAsFactors = FALSE)
save_cases(lapply(seq_len(nrow(g)), function(i) lonely_case(spec("communes_lonely.csv", "commune", "region", "w", if (g$finite[i]) "N_communes", TRUE), g$option[i], g$adjust[i], alone)),
           "simulated_lonely_psu.json", "strata with one PSU")
