"""What a new office starts with: facts read from the files of this folder. Everything can be changed on screen."""
