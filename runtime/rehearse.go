package runtime

import (
	"context"
	"fmt"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
)

// Rehearse decides like Submit and Resume for somebody who tries it, and keeps nothing of it. Numbers are not drawn: what
// would get one gets 0.
func (s *Submitter) Rehearse(ctx context.Context, app *engine.App, eyes *Eyes, ask func(engine.World) (engine.Outcome, problem.List)) (engine.Outcome, error) {
	answers := *s.Answers
	answers.Eyes = eyes
	answer := func(ctx context.Context, app *engine.App, n effect.Need) (effect.Answer, error) {
		if n.Kind == effect.NeedCounter {
			return effect.Answer{}, nil
		}
		return answers.Answer(ctx, app, n)
	}
	links := s.Links
	links.Blank = true
	return s.rounds(ctx, app, links, map[string]effect.Answer{}, answer, ask)
}

// rounds asks until nothing is left to be answered.
func (s *Submitter) rounds(ctx context.Context, app *engine.App, links Links, answers map[string]effect.Answer,
	answer func(context.Context, *engine.App, effect.Need) (effect.Answer, error), ask func(engine.World) (engine.Outcome, problem.List)) (engine.Outcome, error) {
	w := engine.World{Now: s.Now(), Answers: answers, Link: links.For(app)}
	for round := 0; round < maxRounds; round++ {
		out, problems := ask(w)
		if problems.Err() != nil {
			return engine.Outcome{}, problems
		}
		if len(out.Needs) == 0 {
			return out, nil
		}
		for _, n := range out.Needs {
			a, err := answer(ctx, app, n)
			if err != nil {
				return engine.Outcome{}, err
			}
			answers[n.Key] = a
		}
	}
	return engine.Outcome{}, fmt.Errorf("decision still had questions after %d rounds", maxRounds)
}
