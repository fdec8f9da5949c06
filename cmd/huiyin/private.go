package main

import (
	"errors"
	"strconv"
)

// setWebhookPrivate reads whether connectors may call this machine and private networks.
func setWebhookPrivate(c *Config, v string) error {
	allowed, err := strconv.ParseBool(v)
	if err != nil {
		return errors.New("must be 1 or 0")
	}
	c.WebhookPrivate = allowed
	return nil
}
