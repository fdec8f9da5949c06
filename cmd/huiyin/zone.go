package main

import (
	"context"
	"time"

	"huiyin/builder"
	"huiyin/engine/definition"
	"huiyin/runtime"
)

// zoned gives apps that name no time zone the installation's. Releases stay as they were published.
type zoned struct {
	*builder.Publisher
	zone *time.Location
}

// Bundle implements runtime.Releases.
func (z zoned) Bundle(ctx context.Context, app string, release int) (definition.Bundle, error) {
	b, err := z.Publisher.Bundle(ctx, app, release)
	if err != nil {
		return b, err
	}
	return runtime.InZone(b, z.zone)
}
