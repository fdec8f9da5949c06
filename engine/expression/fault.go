package expression

import (
	"errors"

	"github.com/expr-lang/expr/file"

	"huiyin/engine/problem"
)

// fault is an operation that cannot be done with the values it met. It carries their kinds and never the
// values themselves: they may be personal.
type fault struct {
	operator string
	kinds    []string
}

func (f *fault) Error() string { return f.operator }

var errBudget = errors.New("step budget used up")

func cannot(operator string, values ...any) error {
	f := &fault{operator: operator, kinds: make([]string, len(values))}
	for i, v := range values {
		f.kinds[i] = kindOf(v)
	}
	return f
}

// failure turns what stopped a run into the problem a person gets to see.
func failure(source string, err error) error {
	line, column := 1, 1
	var at *file.Error
	if errors.As(err, &at) {
		line, column = place(source, at.From)
	}
	var f *fault
	switch {
	case errors.Is(err, errBudget):
		return problem.List{problem.New("expression.budget", "", "max", maxSteps, "line", line, "column", column)}
	case errors.As(err, &f):
		return problem.List{problem.New("expression.failed", "", "operator", f.operator, "operands", f.kinds,
			"line", line, "column", column)}
	}
	return problem.List{problem.New("expression.failed", "", "operator", "", "operands", []string{err.Error()},
		"line", line, "column", column)}
}
