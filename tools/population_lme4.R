# Variance components by R's package lme4, for tests/population/test_components_against_lme4.py:
#   python tests/population/test_components_against_lme4.py > days.csv && Rscript tools/population_lme4.R days.csv
# The Box-Cox exponent is the one the package found, so that both fit the same y; maximum likelihood, not REML.
suppressMessages(library(lme4))
options(digits = 12)
d <- read.csv(commandArgs(trailingOnly = TRUE)[1])
m <- lmer(y ~ second + (1 | person), data = d, REML = FALSE,
          control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12)))
v <- as.data.frame(VarCorr(m))$sdcor
cat(sprintf("%.8f", c(fixef(m), v)), sep = "\n")
