import { isError, type TemplateProblem } from "../../../../shared/formats/template-problem.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import styles from "./ChatTemplate.module.css";
import { describeProblem } from "./describe-problem.ts";

export interface TemplateProblemsProps {
  readonly problems: readonly TemplateProblem[];
  readonly onGoToLine: (line: number) => void;
}

/** What keeps a template from being saved, and what will not work with it. */
export function TemplateProblems({ problems, onGoToLine }: TemplateProblemsProps) {
  const text = useText().template;
  const errors = problems.filter(isError);
  const warnings = problems.filter((problem) => !isError(problem));
  return (
    <>
      {/* Both exist while they are empty, so that what they say is announced. */}
      <div role="alert" className={errors.length > 0 ? styles.errors : undefined}>
        {errors.length > 0 && <ProblemList title={text.errors} problems={errors} onGoToLine={onGoToLine} />}
      </div>
      <div role="status" className={warnings.length > 0 ? styles.warnings : undefined}>
        {warnings.length > 0 && (
          <ProblemList title={text.warnings} problems={warnings} onGoToLine={onGoToLine} />
        )}
      </div>
    </>
  );
}

function ProblemList({ title, problems, onGoToLine }: TemplateProblemsProps & { readonly title: string }) {
  const text = useText().template;
  const language = useLanguage();
  return (
    <>
      <p className={styles.problemsTitle}>{title}</p>
      <ul className={styles.problems}>
        {problems.map((problem) => {
          const { code, situation, line, detail } = problem;
          return (
            <li key={`${code} ${situation} ${line} ${detail}`}>
              {describeProblem(problem, text, language)}
              {line !== null && (
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={text.goToLine(line)}
                  onClick={() => onGoToLine(line)}
                >
                  {text.line(line)}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
