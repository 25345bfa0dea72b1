# What every script here shares: JSON, the reading of what a case says, one function for each kind of case.
# Needs R 4.1 or newer with the package survey; the Wilson interval is in survey 4.5, not in 4.1.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "fail", survey.adjust.domain.lonely = FALSE, warn = 1)
METHODS <- c("logit", "likelihood", "asin", "beta", "mean", "xlogit", "wilson")

## ---- JSON with 17 significant digits; what is missing or not finite is null; I(x) is always an array ----
quoted <- function(s) paste0('"', gsub('"', '\\\\"', gsub("\\\\", "\\\\\\\\", s)), '"')
number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")
array_of <- function(parts) paste0("[", paste(parts, collapse = ","), "]")
json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x)) || !length(x)) return(array_of(parts))
    return(paste0("{", paste(paste0(quoted(names(x)), ":", parts), collapse = ","), "}"))
  }
  if (is.matrix(x)) return(array_of(apply(x, 1, function(row) json(I(as.vector(row))))))
  if (is.factor(x)) x <- as.character(x)
  plain <- unclass(x)
  text <- if (is.character(plain)) quoted(plain) else if (is.logical(plain)) tolower(plain) else number(plain)
  text[is.na(plain)] <- "null"
  if (inherits(x, "AsIs") || length(x) != 1) array_of(text) else text
}
write_cases <- function(cases, file, about) {
  cases <- unname(Filter(Negate(is.null), cases))
  meta <- list(about = about, R = R.version.string, survey = as.character(packageVersion("survey")), n_cases = length(cases))
  lines <- paste(vapply(cases, json, ""), collapse = ",\n")
  writeLines(paste0('{"meta":', json(meta), ',\n"cases":[\n', lines, "\n]}"), file)
  cat(basename(file), length(cases), "cases\n")
}
tried <- function(expr) {
  z <- try(expr, silent = TRUE)
  if (inherits(z, "try-error")) list(error = trimws(conditionMessage(attr(z, "condition")))) else z
}
failed <- function(z) is.list(z) && identical(names(z), "error")

## ---- what a case says: a design_spec, conditions, an indicator; columns "a:b" are combinations ----
spec <- function(file, id = "1", strata = NULL, weights = NULL, fpc = NULL, nest = FALSE, row_filter = NULL) {
  s <- list(file = file, id = I(id), strata = strata, weights = weights, fpc = if (!is.null(fpc)) I(fpc), nest = nest)
  for (name in c("strata", "weights", "fpc")) if (is.null(s[[name]])) s[name] <- list(NULL)
  if (!is.null(row_filter)) s$row_filter <- row_filter
  s
}
on <- function(column, op, value, missing = NULL) {
  s <- list(column = column, op = op, value = if (op == "in") I(value) else value)
  if (!is.null(missing)) s$missing <- I(missing)
  s
}
column <- function(d, name) {
  parts <- strsplit(name, ":")[[1]]
  if (length(parts) == 1) d[[name]] else do.call(paste, c(lapply(parts, function(p) d[[p]]), sep = "|"))
}
holds <- function(d, condition) {
  x <- column(d, condition$column); x[x %in% condition$missing] <- NA
  ifelse(is.na(x), NA, if (condition$op == "in") x %in% condition$value else get(condition$op)(x, condition$value))
}
all_hold <- function(d, conditions) {
  keep <- rep(TRUE, nrow(d))
  for (each in conditions) keep <- keep & holds(d, each)
  keep & !is.na(keep)
}
design <- function(s) {
  d <- read.csv(file.path(inputs, s$file), check.names = FALSE, na.strings = "")
  d <- d[all_hold(d, s$row_filter), ]
  id <- NULL
  for (k in seq_along(s$id)) {
    d[[paste0("id", k, "__")]] <- if (s$id[k] == "1") seq_len(nrow(d)) else column(d, s$id[k])
    id <- c(id, paste0("id", k, "__"))
  }
  if (!is.null(s$strata)) d$strata__ <- column(d, s$strata)
  of <- function(names) if (is.null(names)) NULL else as.formula(paste("~", paste(sprintf("`%s`", names), collapse = "+")))
  given <- list(id = of(id), strata = if (!is.null(s$strata)) ~strata__, weights = of(s$weights), fpc = of(unclass(s$fpc)), nest = s$nest, data = d)
  do.call(svydesign, Filter(Negate(is.null), given))
}
head_of <- function(.statistic, .id, .spec, ...) c(list(id = .id, design_spec = .spec, statistic = .statistic), list(...))
words <- function(conditions) if (!length(conditions)) "all" else
  paste(vapply(conditions, function(x) paste0(x$column, x$op, paste(x$value, collapse = "+")), ""), collapse = "&")
within <- function(s, y, domain) {   # the design with y__, in the domain, among those who answered
  des <- if (inherits(s, "survey.design")) s else design(s)
  des$variables$y__ <- as.numeric(if (is.list(y)) holds(des$variables, y) else column(des$variables, y))
  keep__ <- all_hold(des$variables, domain) & !is.na(des$variables$y__)   # names that no column has: subset looks there first
  subset(des, keep__)
}

## ---- one percentage, by svymean and svyciprop ----
proportion_case <- function(s, indicator, domain = list(), level = 0.95, methods = METHODS) {
  des <- within(s, indicator, domain); n <- nrow(des$variables); k <- sum(des$variables$y__)
  out <- head_of("proportion", paste(s$file, indicator$column, words(domain), level, sep = "|"), s, indicator = indicator,
                 domain_spec = domain, level = level, n_unweighted = n, k_unweighted = k, sum_weights = sum(weights(des)))
  m <- tried(svymean(~y__, des, deff = TRUE))
  if (failed(m)) return(c(out, m))
  replaced <- tried(svymean(~y__, des, deff = "replace"))
  ci <- lapply(setNames(nm = methods), function(method) {
    z <- suppressWarnings(tried(svyciprop(~y__, des, method = method, level = level)))
    if (failed(z)) list(low = NA, high = NA, error = z$error) else list(low = confint(z)[[1]], high = confint(z)[[2]])
  })
  c(out, list(estimate = coef(m)[[1]], se = SE(m)[[1]], df = degf(des), deff = deff(m)[[1]],
              deff_replace = if (failed(replaced)) NA else deff(replaced)[[1]], degenerate = k == 0 || k == n, ci = ci))
}

## ---- a mean and a total, by svymean and svytotal ----
mean_case <- function(s, variable, domain = list(), level = 0.95) {
  des <- within(s, variable, domain); m <- svymean(~y__, des, deff = TRUE); total <- svytotal(~y__, des)
  head_of("mean_total", paste(s$file, variable, words(domain), "mean", sep = "|"), s, variable = variable, domain_spec = domain,
          level = level, n_unweighted = nrow(des$variables), mean = coef(m)[[1]], mean_se = SE(m)[[1]], deff = deff(m)[[1]],
          df = degf(des), ci_normal = I(as.numeric(confint(m, level = level))),
          ci_t = I(as.numeric(confint(m, level = level, df = degf(des)))), total = coef(total)[[1]], total_se = SE(total)[[1]])
}

## ---- domains with their covariance and every difference, by svyby and svycontrast; svychisq ----
tested <- function(d, se, df, level) {
  q <- qt(1 - (1 - level) / 2, df)
  list(diff = d, se = se, t = d / se, df = df, p = 2 * pt(-abs(d / se), df), ci_t = I(c(d - q * se, d + q * se)))
}
domains_case <- function(s, indicator, by, level = 0.95, differences = Inf) {
  des <- within(s, indicator, list()); des$variables$g__ <- factor(column(des$variables, by))
  each <- svyby(~y__, ~g__, des, svymean, covmat = TRUE); v <- as.matrix(vcov(each)); g <- as.character(each$g__)
  pairs <- combn(length(g), 2, simplify = FALSE)
  pairs <- pairs[unique(round(seq(1, length(pairs), length.out = min(differences, length(pairs)))))]
  pairs <- lapply(pairs, function(p) {
    k <- svycontrast(each, list(d = replace(rep(0, length(g)), p, c(1, -1))))
    c(list(a = g[p[1]], b = g[p[2]]), tested(coef(k)[[1]], SE(k)[[1]], degf(des), level))
  })
  des$variables$f__ <- factor(des$variables$y__)
  chi <- function(statistic) {
    z <- tried(svychisq(~f__ + g__, des, statistic = statistic))
    if (failed(z)) z else list(statistic = z$statistic[[1]], parameter = I(as.numeric(z$parameter)), p = z$p.value[[1]])
  }
  head_of("domains_and_differences", paste(s$file, indicator$column, "by", by, sep = "|"), s, indicator = indicator,
          domain_spec = list(), by = by, level = level, domains = I(g), estimate = I(as.numeric(coef(each))),
          se = I(as.numeric(SE(each))), cov = v, n_unweighted = I(as.numeric(table(des$variables$g__)[g])), df = degf(des),
          differences = pairs, svychisq = lapply(setNames(nm = c("F", "Chisq", "Wald", "adjWald")), chi))
}

## ---- an index: weighted sum of item percentages over the available answers, with their joint covariance ----
composite_case <- function(s, indicators, weight = rep(1 / length(indicators), length(indicators)), domain = list(), level = 0.95) {
  J <- length(indicators); des <- design(s); d <- des$variables
  y <- sapply(indicators, function(x) as.numeric(holds(d, x))); answered <- !is.na(y); y[!answered] <- 0
  ys <- paste0("y", 1:J, "__"); rs <- paste0("r", 1:J, "__")
  d[ys] <- y; d[rs] <- answered + 0; d$top__ <- rowSums(y); d$all__ <- rowSums(answered); d$index__ <- as.vector(y %*% weight)
  d$full__ <- d$all__ == J; des$variables <- d; keep__ <- all_hold(d, domain); des <- subset(des, keep__)
  sum_of <- function(names) as.formula(paste("~", paste(names, collapse = "+")))
  items <- svycontrast(svytotal(sum_of(c(ys, rs)), des), setNames(lapply(1:J, function(j) parse(text = paste0(ys[j], "/", rs[j]))[[1]]), ys))
  one <- svycontrast(items, list(index = setNames(weight, ys))); e <- coef(one)[[1]]; se <- SE(one)[[1]]
  df <- degf(des); q <- qt(1 - (1 - level) / 2, df) * c(-1, 1); pooled <- svyratio(~top__, ~all__, des)
  out <- head_of("composite_available_case", paste(s$file, J, "items", words(domain), sep = "|"), s, indicators = indicators,
                 item_weights = I(weight), domain_spec = domain, level = level, n_unweighted = nrow(des$variables),
                 item_n = I(colSums(des$variables[rs])), item_p = I(as.numeric(coef(items))), item_se = I(as.numeric(SE(items))),
                 cov = as.matrix(vcov(items)), index = e, index_se = se, df = df, ci_t = I(e + q * se),
                 ci_logit_t = I(plogis(qlogis(e) + q * se / (e * (1 - e)))),
                 pooled = list(p = as.numeric(coef(pooled)), se = as.numeric(SE(pooled))))
  full <- subset(des, full__)
  if (nrow(full$variables) > 1) {
    m <- svymean(sum_of(c(ys, "index__")), full)
    out$complete_case <- list(n = nrow(full$variables), item_p = I(as.numeric(coef(m))[1:J]), cov = as.matrix(vcov(m))[1:J, 1:J],
                              index = coef(m)[[J + 1]], index_se = SE(m)[[J + 1]], df = degf(full))
  }
  out
}

## ---- two waves of one stacked file: shared PSUs keep their covariance ----
wave_case <- function(s, indicator, a, b, level = 0.95) {
  des <- within(s, indicator, list()); each <- svyby(~y__, ~wave, des, svymean, covmat = TRUE); v <- as.matrix(vcov(each))
  waves <- as.character(each$wave); i <- match(a, waves); j <- match(b, waves); e <- as.numeric(coef(each))
  c(head_of("wave_difference", paste(s$file, indicator$column, a, "to", b, sep = "|"), s, indicator = indicator, wave_a = a, wave_b = b,
            level = level, estimate_a = e[i], estimate_b = e[j], var_a = v[i, i], var_b = v[j, j], cov_ab = v[i, j]),
    tested(e[j] - e[i], sqrt(v[i, i] + v[j, j] - 2 * v[i, j]), degf(des), level))
}

## ---- two groups, by svyttest: value minus minus ----
t_test_case <- function(s, variable, by, value, minus) {
  des <- design(s); des$variables$y__ <- column(des$variables, variable)
  des$variables$g__ <- factor(column(des$variables, by), levels = c(minus, value))
  z <- svyttest(y__ ~ g__, subset(des, !is.na(g__) & !is.na(y__)))
  head_of("svyttest", paste(s$file, variable, "svyttest", by, sep = "|"), s, variable = variable,
          by_spec = list(column = by, value = value, minus = minus), diff = z$estimate[[1]], t = z$statistic[[1]],
          df = z$parameter[[1]], p = z$p.value[[1]], ci95 = I(as.numeric(confint(z))))
}

## ---- several estimates under one design: after weighting, under a lonely-PSU option, by replicates ----
estimates_of <- function(des, wanted) lapply(wanted, function(each) {
  keep__ <- all_hold(des$variables, each$domain_spec); part <- subset(des, keep__)
  part$variables$y__ <- as.numeric(if (!is.null(each$indicator)) holds(part$variables, each$indicator)
                                   else part$variables[[c(each$mean_of, each$total_of)]])
  part <- subset(part, !is.na(y__))
  if (!is.null(each$by)) part$variables$g__ <- column(part$variables, each$by)
  z <- tried(if (!is.null(each$by)) svyby(~y__, ~g__, part, svymean) else if (!is.null(each$total_of)) svytotal(~y__, part) else svymean(~y__, part))
  value <- if (failed(z)) NA else I(as.numeric(coef(z))); se <- if (failed(z)) NA else I(as.numeric(SE(z)))
  if (is.null(each$by)) { value <- as.numeric(value); se <- as.numeric(se) }
  name <- if (!is.null(each$indicator)) "p" else if (!is.null(each$mean_of)) "mean" else "total"
  c(each, setNames(list(value, se), c(name, "se")))
})
weighting_case <- function(s, kind, des, wanted, name = kind) {
  w <- as.numeric(weights(des))
  head_of("weighting", paste(s$file, name, sep = "|"), s, kind = kind, weights = I(w), sum_weights = sum(w),
          kish_deff = length(w) * sum(w^2) / sum(w)^2, n_eff = sum(w)^2 / sum(w^2), df = degf(des), estimates = estimates_of(des, wanted))
}
lonely_case <- function(s, option, adjust, wanted) {
  options(survey.lonely.psu = option, survey.adjust.domain.lonely = adjust)
  on.exit(options(survey.lonely.psu = "fail", survey.adjust.domain.lonely = FALSE))
  des <- design(s); whole <- tried(svymean(as.formula(paste("~", wanted[[1]]$indicator$column)), des, na.rm = TRUE))
  head_of("lonely_psu", paste(s$file, s$strata, option, adjust, sep = "|"), s, lonely_psu = option, adjust_domain_lonely = adjust,
          error = if (failed(whole)) whole$error else NA, estimates = suppressWarnings(estimates_of(des, wanted)))
}
