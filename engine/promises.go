package engine

import (
	"slices"

	"huiyin/engine/definition"
	"huiyin/engine/process"
)

// promiseList is the dictionary every app has beside its own: what its processes promise customers. Its options are the
// keys of the promises with their titles; where two processes use one key the first process by key names it. The form
// over the promise ledgers chooses from it, so that everybody reads a promise in their language.
const promiseList = "promises"

// promises makes the dictionary, unless the app defines one of that key itself.
func (c *compiler) promises() {
	if _, own := c.app.lists[promiseList]; own {
		return
	}
	list := definition.ListSpec{Options: []definition.Option{}}
	for _, d := range c.bundle.Of("process") {
		spec, problems := definition.DecodeSpec[process.Spec](d)
		if problems.Err() != nil {
			continue // said where the processes are compiled
		}
		for _, p := range spec.Promises {
			if !slices.ContainsFunc(list.Options, func(o definition.Option) bool { return o.Key == p.Key }) {
				list.Options = append(list.Options, definition.Option{Key: p.Key, Title: p.Title})
			}
		}
	}
	c.app.lists[promiseList] = list
}
