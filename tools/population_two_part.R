# The two parts of a usual-intake model by R's package lme4, for tests/population/test_two_part.py:
#   python tests/population/test_two_part.py > days.csv && Rscript tools/population_two_part.R days.csv
# With no correlation the likelihood falls into a logistic and a linear mixed model, each fitted apart here. The exponent
# is the one the package found, so that both fit the same y; maximum likelihood, not REML.
suppressMessages(library(lme4))
d <- read.csv(commandArgs(trailingOnly = TRUE)[1])
whether <- glmer(eaten ~ second + (1 | person), data = d, family = binomial, nAGQ = 25,
                 control = glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9)))
amount <- lmer(y ~ second + (1 | person), data = d[d$eaten == 1, ], REML = FALSE,
               control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12)))
cat(sprintf("%.6f", c(fixef(whether), as.data.frame(VarCorr(whether))$sdcor, fixef(amount),
                      as.data.frame(VarCorr(amount))$sdcor)), sep = "\n")
