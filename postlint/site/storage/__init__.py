"""What was read of the files of a site goes in, and comes out again while these files are as they were."""
