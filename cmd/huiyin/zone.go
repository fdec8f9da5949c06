package main

import (
	"context"
	"encoding/json"
	"time"

	"huiyin/builder"
	"huiyin/engine/definition"
)

// zoned gives apps that name no time zone the installation's. Releases stay as they were published.
type zoned struct {
	*builder.Publisher
	zone *time.Location
}

// Bundle implements runtime.Releases.
func (z zoned) Bundle(ctx context.Context, app string, release int) (definition.Bundle, error) {
	b, err := z.Publisher.Bundle(ctx, app, release)
	if err != nil || z.zone == nil {
		return b, err
	}
	for _, d := range b.Of("app") {
		spec := map[string]json.RawMessage{}
		if err := json.Unmarshal(d.Spec, &spec); err != nil {
			return b, err
		}
		if _, own := spec["timeZone"]; own {
			continue
		}
		if spec["timeZone"], err = json.Marshal(z.zone.String()); err != nil {
			return b, err
		}
		if d.Spec, err = json.Marshal(spec); err != nil {
			return b, err
		}
		b = b.With(d)
	}
	return b, nil
}
